package io.holdfast.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.NodeRole;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.RouteReason;
import io.holdfast.internal.ManualClock;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.tenancy.Stickiness;
import io.holdfast.internal.tenancy.UnitOfWork;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Duration PROBE = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final NodeGroup nodes = group(3);
    private final UnitOfWork unit = new UnitOfWork();

    @Test
    void sendsAWriteToThePrimary() {
        assertRoute(Router.write(nodes, true), "primary", RouteReason.WRITE_INTENT);
        assertRoute(Router.write(nodes, false), "primary", RouteReason.DEFAULT_INTENT);
    }

    @Test
    void sendsAReadOfAUnitToAReplicaAndRemembersIt() {
        Decision decision = read(unit);

        assertThat(decision.node().role()).isEqualTo(NodeRole.REPLICA);
        assertThat(decision.route().reason()).isEqualTo(RouteReason.READ_INTENT);
        assertThat(unit.of("orders").replica()).isEqualTo(decision.node().index());
    }

    @Test
    void keepsAUnitOnItsReplica() {
        Decision first = read(unit);

        assertThat(IntStream.range(0, 10).mapToObj(i -> read(unit))).containsOnly(first);
    }

    @Test
    void spreadsUnitsOverTheReplicas() {
        Set<String> used = new HashSet<>();

        for (int i = 0; i < 3; i++) {
            used.add(read(new UnitOfWork()).node().name());
        }

        assertThat(used).containsExactlyInAnyOrder("r1", "r2", "r3");
    }

    @Test
    void spreadsReadsWithAPinOfTheCallersOwn() {
        ReadAfterWritePin pin = ReadAfterWritePin.create();
        Set<String> used = new HashSet<>();

        for (int i = 0; i < 3; i++) {
            used.add(read(pin).node().name());
        }

        assertThat(used).containsExactlyInAnyOrder("r1", "r2", "r3");
        pin.pin("orders");
        assertRoute(read(pin), "primary", RouteReason.PINNED);
    }

    @Test
    void sendsReadsOfAPinnedUnitToThePrimary() {
        unit.pin("orders");

        assertRoute(read(unit), "primary", RouteReason.PINNED);
    }

    @Test
    void ignoresThePinOfAnotherDataSource() {
        unit.pin("stock");

        assertThat(read(unit).route().reason()).isEqualTo(RouteReason.READ_INTENT);
    }

    @Test
    void sendsAReadThatRequiresItToThePrimary() {
        assertRoute(Router.read(nodes, ReadRequirement.primary(), unit), "primary", RouteReason.PRIMARY_REQUIRED);
        assertThat(unit.peek("orders")).isNull();
    }

    @Test
    void sendsAReadThatNobodyRemembersToThePrimary() {
        assertRoute(read(null), "primary", RouteReason.NO_UNIT_OF_WORK);
    }

    @Test
    void sendsReadsToThePrimaryWhereThereIsNoReplica() {
        NodeGroup alone = group(0);

        assertRoute(Router.read(alone, ReadRequirement.any(), unit), "primary", RouteReason.NO_REPLICA_CONFIGURED);
        assertRoute(
                Router.explainRead(alone, ReadRequirement.any(), unit), "primary", RouteReason.NO_REPLICA_CONFIGURED);
    }

    @Test
    void skipsAReplicaThatFailed() {
        nodes.replica(1).health().failed();

        for (int i = 0; i < 9; i++) {
            assertThat(read(new UnitOfWork()).node().name()).isIn("r1", "r3");
        }
    }

    @Test
    void goesToThePrimaryWhenAllReplicasFailed() {
        failAll();

        assertRoute(read(unit), "primary", RouteReason.NO_REPLICA_USABLE);
        assertRoute(read(ReadAfterWritePin.create()), "primary", RouteReason.NO_REPLICA_USABLE);
    }

    @Test
    void choosesAgainAfterAFailureBeforeTheFirstRead() {
        Node first = read(unit).node();
        first.health().failed();

        Decision second = read(unit);

        assertThat(second.node()).isNotSameAs(first);
        assertThat(second.route().reason()).isEqualTo(RouteReason.READ_INTENT);
        assertThat(unit.of("orders").replica()).isEqualTo(second.node().index());
    }

    @Test
    void staysWithThePrimaryAfterAReadThere() {
        unit.of("orders").readFromPrimary();

        assertRoute(read(unit), "primary", RouteReason.READ_ON_PRIMARY);
        assertRoute(explain(unit), "primary", RouteReason.READ_ON_PRIMARY);
    }

    @Test
    void staysWithThePrimaryWhenTheReplicaItReadFromFailed() {
        Node replica = readFrom();
        replica.health().failed();

        assertRoute(read(unit), "primary", RouteReason.REPLICA_LOST);

        replica.health().succeeded();
        assertRoute(read(unit), "primary", RouteReason.REPLICA_LOST);
    }

    @Test
    void goesToThePrimaryAndBackBeforeTheFirstRead() {
        failAll();
        read(unit);

        nodes.replica(2).health().succeeded();

        assertRoute(read(unit), "r3", RouteReason.READ_INTENT);
    }

    @Test
    void letsOneUnitProbeAFailedReplica() {
        failAll();
        clock.advance(PROBE);

        Set<String> probed = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            probed.add(read(new UnitOfWork()).node().name());
        }

        assertThat(probed).containsExactlyInAnyOrder("r1", "r2", "r3");
        assertRoute(read(new UnitOfWork()), "primary", RouteReason.NO_REPLICA_USABLE);
    }

    @Test
    void explainsWithoutChoosingOrTakingATurn() {
        Decision told = explain(unit);

        assertThat(explain(unit)).isSameAs(told);
        assertThat(unit.peek("orders")).isNull();
        assertThat(read(unit)).isSameAs(told);
        assertThat(explain(unit)).isSameAs(told);
    }

    @Test
    void explainsTheOtherReasons() {
        assertRoute(explain(null), "primary", RouteReason.NO_UNIT_OF_WORK);
        assertRoute(
                Router.explainRead(nodes, ReadRequirement.primary(), unit), "primary", RouteReason.PRIMARY_REQUIRED);
        UnitOfWork pinned = new UnitOfWork();
        pinned.pin("orders");
        assertRoute(explain(pinned), "primary", RouteReason.PINNED);
    }

    @Test
    void explainsAReplicaThatFailedBeforeTheFirstRead() {
        Node first = read(unit).node();
        first.health().failed();

        Decision told = explain(unit);

        assertThat(told.node().role()).isEqualTo(NodeRole.REPLICA);
        assertThat(told.node()).isNotSameAs(first);
        assertThat(unit.of("orders").replica()).isEqualTo(first.index());
    }

    @Test
    void explainsALostReplicaWithoutLosingIt() {
        Node replica = readFrom();
        replica.health().failed();

        assertRoute(explain(unit), "primary", RouteReason.REPLICA_LOST);
        assertThat(unit.of("orders").replica()).isEqualTo(replica.index());

        read(unit);
        replica.health().succeeded();
        assertRoute(explain(unit), "primary", RouteReason.REPLICA_LOST);
    }

    @Test
    void explainsThatNoReplicaIsUsableAndLeavesTheProbeToAReader() {
        failAll();
        clock.advance(PROBE);

        assertRoute(explain(unit), "primary", RouteReason.NO_REPLICA_USABLE);
        assertThat(read(unit).node().role()).isEqualTo(NodeRole.REPLICA);
    }

    private Node readFrom() {
        Node replica = read(unit).node();
        Stickiness memory = unit.of("orders");
        assertThat(memory.confirm(replica.index(), 0, 1)).isTrue();
        return replica;
    }

    private void failAll() {
        IntStream.range(0, nodes.replicaCount())
                .forEach(i -> nodes.replica(i).health().failed());
    }

    private Decision read(@Nullable ReadAfterWritePin pin) {
        return Router.read(nodes, ReadRequirement.any(), pin);
    }

    private Decision explain(@Nullable ReadAfterWritePin pin) {
        return Router.explainRead(nodes, ReadRequirement.any(), pin);
    }

    private static void assertRoute(Decision decision, String node, RouteReason reason) {
        assertThat(decision.route().node()).isEqualTo(node);
        assertThat(decision.route().reason()).isEqualTo(reason);
    }

    private NodeGroup group(int replicas) {
        List<Node> all = IntStream.range(0, replicas)
                .mapToObj(i -> node("r" + (i + 1), NodeRole.REPLICA, i))
                .toList();
        return new NodeGroup("orders", node("primary", NodeRole.PRIMARY, 0), all);
    }

    private Node node(String name, NodeRole role, int index) {
        return new Node("orders", name, role, index, new NodeHealth(PROBE, clock));
    }
}
