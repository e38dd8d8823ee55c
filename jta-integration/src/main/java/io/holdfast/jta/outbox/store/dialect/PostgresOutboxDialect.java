package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.Chunks;
import io.holdfast.jta.outbox.store.row.FirstLease;
import io.holdfast.jta.outbox.store.row.HeaderJson;
import io.holdfast.jta.outbox.store.row.Micros;
import io.holdfast.jta.outbox.store.row.StoredText;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL: every operation is one statement over arrays, so that its text, and with it the plan, is the same for any number of
 * rows. The statements are in {@link PostgresSql}.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> one per database.
 */
final class PostgresOutboxDialect implements OutboxDialect {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** As an array is one value of at most 1 GB, and the server holds it several times. */
    private static final long LARGEST_CHUNK = 32L << 20;

    private final OutboxTables tables = OutboxTables.inSchema();
    private final PostgresSql sql = new PostgresSql(tables);
    private final RowReader reader = new RowReader(this);
    private final PostgresClaims claims;

    PostgresOutboxDialect(ClaimStart claimStart) {
        claims = new PostgresClaims(sql.claim, reader, claimStart);
    }

    @Override
    public OutboxTables tables() {
        return tables;
    }

    @Override
    public String clock() {
        return "clock_timestamp()";
    }

    @Override
    public String earlier() {
        return "clock_timestamp() - ? * interval '1 microsecond'";
    }

    @Override
    public String microsUntil(String moment) {
        return "(EXTRACT(EPOCH FROM " + moment + " - clock_timestamp()) * 1000000)::bigint";
    }

    @Override
    public String scripts() {
        return "postgresql";
    }

    @Override
    public Set<String> presentTables(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresSql.PRESENT_TABLES);
                ResultSet rows = statement.executeQuery()) {
            Set<String> present = new HashSet<>();
            while (rows.next()) {
                present.add(rows.getString(1));
            }
            return present;
        }
    }

    // The lock ends with the transaction, whatever happens; DDL is part of it.
    @Override
    public void withSchemaLock(Connection connection, Duration wait, SchemaWork work) throws SQLException {
        try {
            LocalTransaction.call(connection, () -> {
                lockSchema(connection, wait);
                work.run();
                return true;
            });
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw DialectMessages.lockTimedOut(tables.location(), wait, e);
            }
            throw e;
        }
    }

    private static void lockSchema(Connection connection, Duration wait) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Zero would mean for ever.
            statement.execute("SET LOCAL lock_timeout = " + Math.max(1, Math.min(Integer.MAX_VALUE, wait.toMillis())));
            statement.execute(PostgresSql.LOCK_SCHEMA);
        }
    }

    @Override
    public Map<UUID, Inserted> insert(Connection connection, List<NewEvent> events, @Nullable Lease lease)
            throws SQLException {
        Map<UUID, Inserted> inserted = new HashMap<>(events.size() * 2);
        if (events.size() == 1) {
            insertOne(connection, events.get(0), lease, inserted);
            return inserted;
        }
        for (List<NewEvent> chunk : Chunks.of(events, Integer.MAX_VALUE, LARGEST_CHUNK)) {
            insertChunk(connection, chunk, lease, inserted);
        }
        return inserted;
    }

    private void insertChunk(
            Connection connection, List<NewEvent> events, @Nullable Lease lease, Map<UUID, Inserted> inserted)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.insert)) {
            statement.setString(1, lease == null ? null : lease.node());
            set(statement, 2, "uuid", events, NewEvent::id);
            set(statement, 3, "text", events, NewEvent::tenant);
            set(statement, 4, "text", events, NewEvent::channel);
            set(statement, 5, "text", events, NewEvent::type);
            set(statement, 6, "text", events, NewEvent::key);
            set(statement, 7, "text", events, NewEvent::contentType);
            statement.setArray(
                    8,
                    connection.createArrayOf(
                            "bytea", events.stream().map(NewEvent::payload).toArray(byte[][]::new)));
            set(statement, 9, "text", events, event -> HeaderJson.write(event.headers()));
            set(statement, 10, "int8", events, event -> FirstLease.pause(event, lease));
            set(statement, 11, "int8", events, event -> Micros.sinceEpoch(event.notBefore()));
            set(statement, 12, "int8", events, event -> FirstLease.token(event, lease));
            readInserted(statement, inserted);
        }
    }

    private void insertOne(Connection connection, NewEvent event, @Nullable Lease lease, Map<UUID, Inserted> inserted)
            throws SQLException {
        long token = FirstLease.token(event, lease);
        try (PreparedStatement statement = connection.prepareStatement(sql.insertOne)) {
            statement.setString(1, lease == null || token == 0 ? null : lease.node());
            statement.setObject(2, event.id());
            statement.setString(3, event.tenant());
            statement.setString(4, event.channel());
            statement.setString(5, event.type());
            statement.setString(6, event.key());
            statement.setString(7, event.contentType());
            statement.setBytes(8, event.payload());
            statement.setString(9, HeaderJson.write(event.headers()));
            statement.setLong(10, FirstLease.pause(event, lease));
            statement.setObject(11, Micros.sinceEpoch(event.notBefore()), Types.BIGINT);
            statement.setLong(12, token);
            readInserted(statement, inserted);
        }
    }

    private void readInserted(PreparedStatement statement, Map<UUID, Inserted> inserted) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                inserted.put(uuid(rows, "message_id"), new Inserted(rows.getLong("id"), instant(rows, "created_at")));
            }
        }
    }

    @Override
    public boolean register(Connection connection, InboxKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.register)) {
            statement.setString(1, key.tenant());
            statement.setString(2, key.consumer());
            statement.setString(3, key.messageId());
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public Set<InboxKey> registerAll(Connection connection, List<InboxKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.registerAll)) {
            set(statement, 1, "text", keys, InboxKey::tenant);
            set(statement, 2, "text", keys, InboxKey::consumer);
            set(statement, 3, "text", keys, InboxKey::messageId);
            try (ResultSet rows = statement.executeQuery()) {
                Set<InboxKey> unknown = new HashSet<>();
                while (rows.next()) {
                    unknown.add(new InboxKey(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
                return unknown;
            }
        }
    }

    @Override
    public List<Confirmed> confirm(Connection connection, List<Long> rows, Lease lease) throws SQLException {
        List<Confirmed> confirmed = new ArrayList<>(rows.size());
        Map<Long, Long> old = new HashMap<>();
        List<Retry> blocked = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.confirm)) {
            statement.setLong(1, Micros.of(lease.time()) / 10 * 9);
            set(statement, 2, "int8", rows, row -> row);
            statement.setLong(3, lease.token());
            try (ResultSet result = rowsOf(statement)) {
                while (result.next()) {
                    long row = result.getLong("id");
                    int attempts = result.getInt("attempts");
                    if (result.getBoolean("blocked")) {
                        blocked.add(new Retry(row, lease.token(), Duration.ZERO, attempts, null));
                        continue;
                    }
                    if (result.getBoolean("old")) {
                        old.put(row, lease.token());
                    }
                    confirmed.add(new Confirmed(row, attempts + 1, result.getLong("older_row")));
                }
            }
        }
        if (!blocked.isEmpty()) {
            release(connection, blocked);
        }
        return old.isEmpty() ? confirmed : stillInHand(connection, confirmed, old, lease);
    }

    /** Without those whose lease was to be renewed and has ended. */
    private List<Confirmed> stillInHand(
            Connection connection, List<Confirmed> confirmed, Map<Long, Long> old, Lease lease) throws SQLException {
        Set<Long> renewed = renew(connection, old, lease.time());
        return confirmed.stream()
                .filter(row -> !old.containsKey(row.row()) || renewed.contains(row.row()))
                .toList();
    }

    @Override
    public List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException {
        return claims.claim(connection, wanted, lease);
    }

    @Override
    public int delete(Connection connection, Map<Long, Long> rows) throws SQLException {
        // Mostly all of one claim, or all that this node has inserted. A fence of pairs would be dearer than the rows.
        Map<Long, List<Long>> byToken = new HashMap<>();
        rows.forEach((row, token) ->
                byToken.computeIfAbsent(token, any -> new ArrayList<>()).add(row));
        // All or none: who repeats half of them would take the other half for lost.
        return byToken.size() == 1
                ? deleteEach(connection, byToken)
                : LocalTransaction.call(connection, () -> deleteEach(connection, byToken));
    }

    private int deleteEach(Connection connection, Map<Long, List<Long>> byToken) throws SQLException {
        int deleted = 0;
        for (Map.Entry<Long, List<Long>> claim : byToken.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(sql.delete)) {
                set(statement, 1, "int8", claim.getValue(), row -> row);
                statement.setLong(2, claim.getKey());
                deleted += countOf(statement);
            }
        }
        return deleted;
    }

    @Override
    public Set<Long> renew(Connection connection, Map<Long, Long> rows, Duration time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.renew)) {
            statement.setLong(1, Micros.of(time));
            setFenced(statement, 2, rows);
            try (ResultSet result = rowsOf(statement)) {
                Set<Long> renewed = new HashSet<>();
                while (result.next()) {
                    renewed.add(result.getLong(1));
                }
                return renewed;
            }
        }
    }

    private static void setFenced(PreparedStatement statement, int index, Map<Long, Long> rows) throws SQLException {
        List<Map.Entry<Long, Long>> pairs = List.copyOf(rows.entrySet());
        set(statement, index, "int8", pairs, Map.Entry::getKey);
        set(statement, index + 1, "int8", pairs, Map.Entry::getValue);
    }

    @Override
    public int release(Connection connection, List<Retry> retries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.release)) {
            set(statement, 1, "int8", retries, Retry::row);
            set(statement, 2, "int8", retries, Retry::token);
            set(statement, 3, "int8", retries, retry -> Micros.of(retry.pause()));
            set(statement, 4, "int4", retries, Retry::attempts);
            set(statement, 5, "text", retries, retry -> StoredText.of(retry.error()));
            return countOf(statement);
        }
    }

    @Override
    public int park(Connection connection, List<Parking> parkings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.park)) {
            set(statement, 1, "int8", parkings, Parking::row);
            set(statement, 2, "int8", parkings, Parking::token);
            set(statement, 3, "text", parkings, parking -> parking.policy().name());
            set(
                    statement,
                    4,
                    "text",
                    parkings,
                    parking -> parking.failureClass().name());
            set(statement, 5, "int4", parkings, Parking::attempts);
            set(statement, 6, "text", parkings, parking -> StoredText.of(parking.reason()));
            set(statement, 7, "text", parkings, parking -> StoredText.of(parking.error()));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    @Override
    public int purgeInbox(Connection connection, Duration retention, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.purgeInbox)) {
            statement.setLong(1, Micros.of(retention));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    /** The rows of a statement that comes behind another one. */
    static ResultSet rowsOf(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        return statement.getResultSet();
    }

    private static int countOf(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        return statement.getUpdateCount();
    }

    static <T> void set(
            PreparedStatement statement,
            int index,
            String type,
            List<T> items,
            Function<? super T, ? extends @Nullable Object> value)
            throws SQLException {
        Object[] values = new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(items.get(i));
        }
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
