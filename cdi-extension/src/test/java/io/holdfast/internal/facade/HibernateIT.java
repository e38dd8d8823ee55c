package io.holdfast.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.facade.Library.Seen;
import io.holdfast.internal.registry.HoldfastRuntime;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.junit.jupiter.api.Test;

/** Hibernate with resource-local transactions. */
class HibernateIT extends LibraryContract {

    @Override
    PersistenceUnit boot(DataSource dataSource) {
        return boot(dataSource, Map.of());
    }

    private static PersistenceUnit boot(DataSource dataSource, Map<String, Object> more) {
        return new PersistenceUnit("notes-hibernate", dataSource, more);
    }

    @Test
    void routesByTheSessionWithOneFactory() {
        HoldfastRuntime runtime = runtime(Map.of());
        PersistenceUnit unit = opened(boot(runtime.dataSource(false)));

        List<Seen> seen = inUnit(runtime, () -> {
            Seen before = readOnly(unit, 90);
            unit.write(90, "mine");
            return List.of(before, readOnly(unit, 90));
        });

        assertThat(seen).containsExactly(new Seen(true, null), new Seen(false, "mine"));
    }

    @Test
    void opensAReadOnlySessionOverTheReadDataSource() {
        HoldfastRuntime runtime = runtime(Map.of());
        PersistenceUnit unit = opened(boot(runtime.dataSource(true)));

        Seen seen = inUnit(runtime, () -> readOnly(unit, 91));

        assertThat(seen).isEqualTo(new Seen(true, null));
    }

    @Test
    void staysOnThePrimaryWhenOnlyItsEntitiesAreReadOnly() {
        HoldfastRuntime runtime = runtime(Map.of());
        PersistenceUnit unit = opened(boot(runtime.dataSource(false)));

        Seen seen = inUnit(runtime, () -> {
            try (Session session = sessions(unit).openSession()) {
                session.setDefaultReadOnly(true);
                return PersistenceUnit.seen(session, 92);
            }
        });

        assertThat(seen).isEqualTo(new Seen(false, null));
    }

    @Test
    void readsOutsideATransactionOnAStandby() {
        HoldfastRuntime runtime = runtime(Map.of());
        PersistenceUnit unit = opened(boot(runtime.dataSource(true)));

        Seen seen = inUnit(runtime, () -> {
            try (Session session = sessions(unit).openSession()) {
                return PersistenceUnit.seen(session, 93);
            }
        });

        assertThat(seen).isEqualTo(new Seen(true, null));
    }

    @Test
    void asksThePrimaryAtBootWithoutPinningWhenItMay() {
        HoldfastRuntime runtime = runtime(Map.of());
        Map<String, Object> ask = Map.of("hibernate.boot.allow_jdbc_metadata_access", "true");

        Seen seen = inUnit(runtime, () -> {
            opened(boot(runtime.dataSource(false), ask));
            assertThat(traffic.taken()).isPositive();
            return opened(boot(runtime.dataSource(true), ask)).read(94);
        });

        assertThat(seen.standby()).isTrue();
    }

    // tag::read-only[]
    private static Seen readOnly(PersistenceUnit unit, int id) {
        try (Session session = sessions(unit).withOptions().readOnly(true).openSession()) {
            Transaction transaction = session.beginTransaction();
            Seen seen = PersistenceUnit.seen(session, id);
            transaction.commit();
            return seen;
        }
    }
    // end::read-only[]

    private static SessionFactory sessions(PersistenceUnit unit) {
        return unit.factory.unwrap(SessionFactory.class);
    }
}
