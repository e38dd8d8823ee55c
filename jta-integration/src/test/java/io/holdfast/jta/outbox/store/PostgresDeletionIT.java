package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of several claims are deleted together: a repetition must not take half of them for lost. */
class PostgresDeletionIT {

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
}
