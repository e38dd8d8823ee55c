package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Two data sources without a tenant in one database: an outbox there would deliver for one of them what the other has written. */
@RequiresJta
class SharedOutboxIT {

    private static Deployments twoInOneDatabase() {
        return Deployments.empty()
                .node("orders", "primary", Trio.PRIMARY, Trio.DATABASE)
                .node("billing", "primary", Trio.PRIMARY, Trio.DATABASE);
    }

    @Test
    void failsTheDeploymentWhereAnOutboxIsUsed() {
        WebArchive archive =
                twoInOneDatabase().with("holdfast.outbox.enabled", "true").of();

        assertThat(WeldSeBrokenConfigurationIT.failureOf(archive)).contains("HOLDF00660", "'billing'", "'orders'");
    }

    @Test
    void isNobodysBusinessWhereNoneIsUsed() throws Exception {
        RunningArchive running = WeldSeContainer.boot(twoInOneDatabase().of());

        assertThat(running.container().isRunning()).isTrue();

        running.close();
    }
}
