package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims that begin where the last one has found its first row. */
class PostgresClaimsIT {

    private final StoreFixture fixture;

    PostgresClaimsIT() throws SQLException {
        fixture = StoreFixture.create(TestDatabase.Kind.POSTGRESQL);
    }

    private static NewEvent[] events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> StoreFixture.event("acme", null))
                .toArray(NewEvent[]::new);
    }

    private List<Long> claim(int limit) throws SQLException {
        return fixture.claim(new Wanted(Set.of("acme"), Set.of(), limit), fixture.lease(StoreFixture.LONG)).stream()
                .map(Claimed::row)
                .toList();
    }

    @Test
    void findsWhatAppearsFurtherAheadMeanwhile() throws SQLException {
        List<Long> rows = new ArrayList<>(fixture.due(events(1)));
        rows.addAll(fixture.due(events(1)));
        assertThat(claim(1)).containsExactly(rows.get(0));

        long late = fixture.due(events(1)).get(0);
        fixture.run("UPDATE holdfast.outbox SET due_at = due_at - interval '1 hour' WHERE id = " + late);

        List<Long> claimed = new ArrayList<>();
        claimed.addAll(claim(1));
        claimed.addAll(claim(1));
        assertThat(claimed).containsExactlyInAnyOrder(rows.get(1), late);
    }

    @Test
    void findsTheNextRowOfAKeyBehindWhichTheSearchWentBy() throws SQLException {
        List<Long> rows = new ArrayList<>();
        // One after the other, so that each is due a little later.
        for (String key : Arrays.asList("key", null, "key", null, null, null)) {
            rows.addAll(fixture.due(StoreFixture.event("acme", key)));
        }
        assertThat(claim(2)).containsExactly(rows.get(0), rows.get(1));
        assertThat(claim(2)).as("the key is in hand").containsExactly(rows.get(3), rows.get(4));

        fixture.run("DELETE FROM holdfast.outbox WHERE id = " + rows.get(0));
        fixture.due(StoreFixture.event("acme", "key"));

        assertThat(claim(2)).containsExactlyInAnyOrder(rows.get(5), rows.get(2));
    }

    @Test
    void keepsWhatTheFirstSearchHasFoundWhenTheSecondFails() throws SQLException {
        List<Long> rows = new ArrayList<>(fixture.due(events(1)));
        rows.addAll(fixture.due(events(2)));
        assertThat(claim(1)).containsExactly(rows.get(0));
        Wanted more = new Wanted(Set.of("acme"), Set.of(), 9);

        try (Connection connection = fixture.database.open()) {
            Connection failing = failingAtTheSecondStatement(connection);
            assertThat(fixture.store.claim(failing, more, fixture.lease(StoreFixture.LONG)))
                    .extracting(Claimed::row)
                    .containsExactlyInAnyOrder(rows.get(1), rows.get(2));
        }
        assertThat(claim(9)).as("they are in hand").isEmpty();
    }

    @Test
    void failsWhereWhatTheFirstSearchHasFoundIsNotCommitted() throws SQLException {
        List<Long> rows = new ArrayList<>(fixture.due(events(1)));
        rows.addAll(fixture.due(events(1)));
        assertThat(claim(1)).containsExactly(rows.get(0));
        Wanted more = new Wanted(Set.of("acme"), Set.of(), 9);

        try (Connection connection = fixture.database.open()) {
            connection.setAutoCommit(false);
            Connection failing = failingAtTheSecondStatement(connection);
            assertThatThrownBy(() -> fixture.store.claim(failing, more, fixture.lease(StoreFixture.LONG)))
                    .hasMessage("cut");
            connection.rollback();
        }
        assertThat(claim(9)).as("nobody has it").containsExactly(rows.get(1));
    }

    private static Connection failingAtTheSecondStatement(Connection connection) {
        AtomicInteger statements = new AtomicInteger();
        return (Connection) Proxy.newProxyInstance(
                PostgresClaimsIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement") && statements.incrementAndGet() == 2) {
                        throw new SQLException("cut");
                    }
                    return method.invoke(connection, args);
                });
    }

    @Test
    void stepsNotOverEverythingThatWasTakenBefore() throws SQLException {
        fixture.run("ALTER TABLE holdfast.outbox SET (autovacuum_enabled = false)");
        for (int i = 0; i < 20; i++) {
            fixture.due(events(1_000));
        }
        for (int i = 0; i < 19; i++) {
            assertThat(claim(1_000)).hasSize(1_000);
        }

        long least = Long.MAX_VALUE;
        // One connection, whose statistics are told when it is asked to. Once a second a claim begins at the first
        // entry.
        try (Connection connection = fixture.database.open()) {
            claimTen(connection);
            for (int i = 0; i < 5; i++) {
                long before = blocksOfTheIndex(connection);
                claimTen(connection);
                least = Math.min(least, blocksOfTheIndex(connection) - before);
            }
        }
        // Nineteen thousand entries fill more than a hundred; ten new ones take three each.
        assertThat(least).isPositive().isLessThan(60);
    }

    private void claimTen(Connection connection) throws SQLException {
        Wanted ten = new Wanted(Set.of("acme"), Set.of(), 10);
        assertThat(fixture.store.claim(connection, ten, fixture.lease(StoreFixture.LONG)))
                .hasSize(10);
    }

    private static long blocksOfTheIndex(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            statement.execute("SELECT pg_stat_clear_snapshot()");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT idx_blks_hit + idx_blks_read FROM pg_statio_user_indexes WHERE indexrelname = 'outbox_due'")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
