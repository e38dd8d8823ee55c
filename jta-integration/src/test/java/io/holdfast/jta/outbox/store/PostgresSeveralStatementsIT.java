package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What takes PostgreSQL more than one statement, and what may happen between them. */
class PostgresSeveralStatementsIT {

    @Test
    void deletesRowsOfSeveralClaimsAllOrNone() throws SQLException {
        StoreFixture fixture = StoreFixture.create(TestDatabase.Kind.POSTGRESQL);
        Map<Long, Long> rows = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            Lease lease = fixture.lease(StoreFixture.LONG);
            Inserted inserted =
                    fixture.committed(lease, StoreFixture.event("acme", null)).get(0);
            rows.put(inserted.row(), lease.token());
        }
        long last = rows.keySet().stream().max(Long::compare).orElseThrow();
        fixture.run("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.id = " + last
                + " THEN RAISE EXCEPTION 'not this one'; END IF; RETURN OLD; END $$");
        fixture.run("CREATE TRIGGER refuse BEFORE DELETE ON " + fixture.tables().outbox()
                + " FOR EACH ROW EXECUTE FUNCTION refuse()");

        assertThatThrownBy(() -> fixture.on(c -> fixture.store.delete(c, rows))).isInstanceOf(SQLException.class);
        assertThat(fixture.countRows()).isEqualTo(4);

        fixture.run("DROP TRIGGER refuse ON " + fixture.tables().outbox());
        assertThat(fixture.<Integer>on(c -> fixture.store.delete(c, rows))).isEqualTo(4);
    }

    @Test
    void aLateLeaseThatAnotherNodeTakesMeanwhileIsNotConfirmed() throws SQLException {
        StoreFixture fixture = StoreFixture.create(TestDatabase.Kind.POSTGRESQL);
        Lease lease = fixture.lease(Duration.ofSeconds(2));
        List<Long> rows =
                fixture.committed(lease, StoreFixture.event("acme", null), StoreFixture.event("acme", null)).stream()
                        .map(Inserted::row)
                        .toList();
        // The update finds one of them with another token than the look did.
        fixture.run("CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.id = " + rows.get(0)
                + " THEN RETURN NULL; END IF; RETURN NEW; END $$");
        fixture.run("CREATE TRIGGER taken BEFORE UPDATE ON " + fixture.tables().outbox()
                + " FOR EACH ROW EXECUTE FUNCTION taken()");
        Lease late = new Lease(lease.node(), lease.token(), StoreFixture.LONG);

        assertThat(fixture.<List<Confirmed>>on(c -> fixture.store.confirm(c, rows, late)))
                .extracting(Confirmed::row)
                .containsExactly(rows.get(1));
    }
}
