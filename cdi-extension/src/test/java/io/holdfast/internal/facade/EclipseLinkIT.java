package io.holdfast.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.facade.Library.Seen;
import io.holdfast.internal.registry.HoldfastRuntime;
import jakarta.persistence.EntityManager;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** EclipseLink with resource-local transactions. */
class EclipseLinkIT extends LibraryContract {

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
    void asksThePrimaryAtBootWithoutPinningWhenItIsNotToldTheDatabase() {
        HoldfastRuntime runtime = runtime(Map.of());
        Map<String, Object> detect = Map.of("eclipselink.target-database", "Auto");

        Seen seen = inUnit(runtime, () -> {
            opened(boot(runtime.dataSource(false), detect));
            assertThat(traffic.taken()).isPositive();
            return opened(boot(runtime.dataSource(true), detect)).read(81);
        });

        assertThat(seen.standby()).isTrue();
    }
}
