package io.holdfast.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.NodeRole;
import io.holdfast.RouteReason;
import io.holdfast.internal.ManualClock;
import io.holdfast.internal.routing.Node.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeTest {

    private static final Set<RouteReason> WRITES =
            Set.of(RouteReason.WRITE_INTENT, RouteReason.DEFAULT_INTENT, RouteReason.IN_TRANSACTION);

    private final NodeHealth health = new NodeHealth(Duration.ofSeconds(1), new ManualClock());
    private final Node node = new Node("orders", "r2", NodeRole.REPLICA, 1, health);

    @ParameterizedTest
    @EnumSource
    void makesEachDecisionOnceAndTellsAllOfIt(RouteReason reason) {
        Decision decision = node.because(reason);

        assertThat(node.because(reason)).isSameAs(decision);
        assertThat(decision.node()).isSameAs(node);
        assertThat(decision.route().reason()).isEqualTo(reason);
        assertThat(decision.route().dataSource()).isEqualTo("orders");
        assertThat(decision.route().node()).isEqualTo("r2");
        assertThat(decision.route().role()).isEqualTo(NodeRole.REPLICA);
        assertThat(decision.isRead()).isEqualTo(!WRITES.contains(reason));
        assertThat(decision.route().intent() == AccessIntent.READ).isEqualTo(decision.isRead());
    }

    @Test
    void knowsItsNameRolePlaceAndHealth() {
        assertThat(node.name()).isEqualTo("r2");
        assertThat(node.role()).isEqualTo(NodeRole.REPLICA);
        assertThat(node.index()).isEqualTo(1);
        assertThat(node.health()).isSameAs(health);
    }

    @Test
    void standsInAGroup() {
        Node primary = new Node("orders", "primary", NodeRole.PRIMARY, 0, health);

        NodeGroup group = new NodeGroup("orders", primary, List.of(node));

        assertThat(group.name()).isEqualTo("orders");
        assertThat(group.primary()).isSameAs(primary);
        assertThat(group.replicaCount()).isEqualTo(1);
        assertThat(group.replica(0)).isSameAs(node);
        assertThat(new NodeGroup("orders", primary, List.of()).replicaCount()).isZero();
    }
}
