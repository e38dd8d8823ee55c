package io.holdfast.jta.outbox.store;

import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store in a database of its own, and short words for what tests do with it. */
final class StoreFixture {
    static final Duration LONG = Duration.ofMinutes(5);

    final TestDatabase database;
    final OutboxStore store;
    private long lastToken = 1_000;

    private StoreFixture(TestDatabase database, OutboxStore store) {
        this.database = database;
        this.store = store;
    }

    static StoreFixture create(TestDatabase.Kind kind) throws SQLException {
        TestDatabase database = TestDatabase.create(kind);
        try (Connection connection = database.open()) {
            OutboxStore store = new BuiltInStoreFactory().open(kind.dialect(), connection);
            store.createSchema(connection, Duration.ofSeconds(20));
            return new StoreFixture(database, store);
        }
    }

    /** A new one on every kind of database that this machine can run. */
    static Stream<StoreFixture> ofEveryKind() {
        return Arrays.stream(TestDatabase.Kind.values())
                .filter(kind -> new BuiltInStoreFactory().supports(kind.dialect()))
                .filter(TestDatabase.Kind::isAvailable)
                .map(StoreFixture::of);
    }

    private static StoreFixture of(TestDatabase.Kind kind) {
        try {
            return create(kind);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return database.toString();
    }

    OutboxTables tables() {
        return ((JdbcOutboxStore) store).tables();
    }

    void clear() throws SQLException {
        OutboxTables tables = tables();
        for (String table : List.of(tables.outbox(), tables.parked(), tables.block(), tables.inbox())) {
            run("DELETE FROM " + table);
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, sql);
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? String.valueOf(rows.getObject(1)) : "";
        }
    }

    int countRows() throws SQLException {
        return Integer.parseInt(query("SELECT COUNT(*) FROM " + tables().outbox()));
    }

    Lease lease(Duration time) {
        return new Lease("node-1", ++lastToken, time);
    }

    static NewEvent event(String tenant, @Nullable String key) {
        return event(tenant, "orders", key, null, Duration.ZERO);
    }

    static NewEvent event(
            String tenant, String channel, @Nullable String key, @Nullable String deduplicationKey, Duration delay) {
        return new NewEvent(
                UUID.randomUUID(),
                tenant,
                "main",
                channel,
                "order.created/1",
                key,
                deduplicationKey,
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of("traceparent", "00-1"),
                delay,
                null);
    }

    static NewEvent notBefore(String tenant, Instant moment) {
        return new NewEvent(
                UUID.randomUUID(),
                tenant,
                "main",
                "orders",
                "t",
                null,
                null,
                "c",
                new byte[0],
                Map.of(),
                Duration.ZERO,
                moment);
    }

    List<Inserted> committed(@Nullable Lease lease, NewEvent... events) throws SQLException {
        try (Connection connection = database.openBusiness()) {
            List<Inserted> inserted = store.insert(connection, Arrays.asList(events), lease);
            connection.commit();
            return inserted;
        }
    }

    /** Inserts due rows, and tells their ids. */
    List<Long> due(NewEvent... events) throws SQLException {
        return committed(null, events).stream().map(Inserted::row).toList();
    }

    List<Claimed> claim(String tenant) throws SQLException {
        return claim(new Wanted(Set.of(tenant), Set.of(), 100), lease(LONG));
    }

    List<Claimed> claim(Wanted wanted, Lease lease) throws SQLException {
        try (Connection connection = database.open()) {
            List<Claimed> claimed = store.claim(connection, wanted, lease);
            requireUntouched(connection);
            return claimed;
        }
    }

    List<Long> claimedRows(String tenant) throws SQLException {
        return claim(tenant).stream().map(Claimed::row).toList();
    }

    /** What an operation on a connection of its own gives; the connection must come back as it was. */
    <T> T on(Call<T> call) throws SQLException {
        try (Connection connection = database.open()) {
            T result = call.on(connection);
            requireUntouched(connection);
            return result;
        }
    }

    private static void requireUntouched(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("autocommit is off");
        }
    }

    long lastToken() {
        return lastToken;
    }

    int release(long row, long token, Duration pause, int attempts, @Nullable String error) throws SQLException {
        return on(connection -> store.release(connection, List.of(new Retry(row, token, pause, attempts, error))));
    }

    int park(long row, long token, PoisonPolicy policy) throws SQLException {
        Parking parking = new Parking(row, token, policy, FailureClass.POISON, 1, "bad", "it failed");
        return on(connection -> store.park(connection, List.of(parking)));
    }

    interface Call<T> {
        T on(Connection connection) throws SQLException;
    }
}
