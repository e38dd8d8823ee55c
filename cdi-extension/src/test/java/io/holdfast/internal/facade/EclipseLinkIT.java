package io.holdfast.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.internal.facade.Library.Seen;
import io.holdfast.internal.registry.HoldfastRuntime;
import jakarta.persistence.EntityManager;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** EclipseLink with resource-local transactions. */
class EclipseLinkIT extends LibraryContract {

    private static final Map<String, Object> AT_BOOT =
            Map.of("eclipselink.deploy-on-startup", "true", "eclipselink.target-database", "Auto");

    @Override
    PersistenceUnit boot(DataSource dataSource) {
        return boot(dataSource, Map.of());
    }

    private static PersistenceUnit boot(DataSource dataSource, Map<String, Object> more) {
        return new PersistenceUnit("notes-eclipselink", dataSource, more);
    }

    @Test
    void readsOutsideATransactionOnAStandby() {
        HoldfastRuntime runtime = runtime(Map.of());
        PersistenceUnit unit = opened(boot(runtime.dataSource(true)));

        Seen seen = inUnit(runtime, () -> {
            try (EntityManager entities = unit.factory.createEntityManager()) {
                return PersistenceUnit.seen(entities, 80);
            }
        });

        assertThat(seen).isEqualTo(new Seen(true, null));
    }

    @Test
    void asksThePrimaryWithoutPinningWhenDeployedAtBoot() {
        HoldfastRuntime runtime = runtime(Map.of());

        Seen seen = inUnit(runtime, () -> {
            opened(boot(runtime.dataSource(false), AT_BOOT));
            assertThat(traffic.taken()).isPositive();
            return opened(boot(runtime.dataSource(true), AT_BOOT)).read(81);
        });

        assertThat(seen.standby()).isTrue();
    }

    @Test
    void needsATenantWhenDeployedAtBoot() {
        HoldfastRuntime runtime = runtime(TENANTS);

        Throwable refused = catchThrowable(() -> boot(runtime.dataSource(false), AT_BOOT));

        assertThat(refused).hasStackTraceContaining("HOLDF00404");
        assertThat(DataErrors.classify(refused).kind()).isEqualTo(DataErrorKind.TENANT);
    }
}
