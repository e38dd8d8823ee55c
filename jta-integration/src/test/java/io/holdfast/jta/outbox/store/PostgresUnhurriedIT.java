package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the relay does often does not wait for the disk, and nobody else's commit is touched by that. */
class PostgresUnhurriedIT {

    @Test
    void confirmsWithoutWritingAndDeletesWithoutWaitingForTheDisk() throws SQLException {
        StoreFixture fixture = StoreFixture.create(TestDatabase.Kind.POSTGRESQL);
        Lease lease = fixture.lease(StoreFixture.LONG);
        try (Connection connection = fixture.database.open()) {
            List<Inserted> inserted =
                    fixture.store.insert(connection, List.of(StoreFixture.event("acme", null)), lease);
            long row = inserted.get(0).row();
            connection.setAutoCommit(false);

            assertThat(fixture.store.confirm(connection, List.of(row), lease)).hasSize(1);
            assertThat(ask(connection, "SELECT pg_current_xact_id_if_assigned()"))
                    .as("nothing is written")
                    .isNull();
            connection.commit();
            assertThat(waits(connection)).isEqualTo("on");

            assertThat(fixture.store.delete(connection, Map.of(row, lease.token())))
                    .isEqualTo(1);
            assertThat(waits(connection)).isEqualTo("off");
            connection.commit();
            assertThat(waits(connection)).isEqualTo("on");
        }
    }

    @Test
    void claimsAndRenewsWithoutWaitingForTheDisk() throws SQLException {
        StoreFixture fixture = StoreFixture.create(TestDatabase.Kind.POSTGRESQL);
        Lease lease = fixture.lease(StoreFixture.LONG);
        try (Connection connection = fixture.database.open()) {
            fixture.store.insert(connection, List.of(StoreFixture.event("acme", null)), null);
            connection.setAutoCommit(false);

            List<Claimed> claimed = fixture.store.claim(connection, new Wanted(Set.of("acme"), Set.of(), 10), lease);
            assertThat(claimed).hasSize(1);
            assertThat(waits(connection)).isEqualTo("off");
            connection.commit();

            Map<Long, Long> held = Map.of(claimed.get(0).row(), lease.token());
            assertThat(fixture.store.renew(connection, held, StoreFixture.LONG)).hasSize(1);
            assertThat(waits(connection)).isEqualTo("off");
            connection.commit();
            assertThat(waits(connection)).isEqualTo("on");
        }
    }

    private static String waits(Connection connection) throws SQLException {
        return ask(connection, "SHOW synchronous_commit");
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
