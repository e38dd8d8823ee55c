package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.KeyRuns;
import io.holdfast.jta.outbox.store.row.Micros;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB. Here a schema is a database: the tables are in the one where the login is at home, since two databases on one
 * server may be two tenants. All times are UTC in columns without a time zone, which no session setting changes.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class MySqlOutboxDialect extends PortableOutboxDialect {
    private static final SqlWords WORDS = new SqlWords(
            "UTC_TIMESTAMP(6)",
            "UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND",
            "UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND",
            "GREATEST(UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,"
                    + " TIMESTAMP'1970-01-01 00:00:00.000000' + INTERVAL ? MICROSECOND)",
            // Without it a small table is read and sorted as a whole, and locked as a whole for that.
            " FORCE INDEX (outbox_due)",
            " FORCE INDEX (outbox_by_key)",
            " FOR UPDATE SKIP LOCKED");

    private final boolean mariaDb;
    private final String home;
    private final ClaimQuery claims = new ClaimQuery(sql, new RowReader(this));

    private MySqlOutboxDialect(String home, boolean mariaDb) {
        super(OutboxTables.inCatalog(home), WORDS);
        this.home = home;
        this.mariaDb = mariaDb;
    }

    static MySqlOutboxDialect open(Connection connection) throws SQLException {
        String home = connection.getCatalog();
        if (home == null || home.isEmpty()) {
            throw DialectMessages.noHomeDatabase();
        }
        // The server counts, not the name of the dialect: each has something that the other lacks.
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            boolean mariaDb =
                    rows.next() && rows.getString(1).toLowerCase(Locale.ROOT).contains("mariadb");
            return new MySqlOutboxDialect(home, mariaDb);
        }
    }

    @Override
    public String microsUntil(String moment) {
        return "TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), " + moment + ")";
    }

    @Override
    public Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    @Override
    public UUID uuid(ResultSet rows, String column) throws SQLException {
        ByteBuffer bytes = ByteBuffer.wrap(rows.getBytes(column));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public void setUuid(PreparedStatement statement, int index, UUID id) throws SQLException {
        statement.setBytes(
                index,
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    @Override
    public String scripts() {
        return mariaDb ? "mariadb" : "mysql";
    }

    @Override
    public String qualified(String statement) {
        return statement.replace(
                " " + OutboxTables.SCHEMA + "_", " `" + home.replace("`", "``") + "`." + OutboxTables.SCHEMA + "_");
    }

    @Override
    public Set<String> presentTables(Connection connection) throws SQLException {
        String query = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
                + " AND table_name LIKE 'holdfast\\_%'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, home);
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> present = new HashSet<>();
                while (rows.next()) {
                    present.add(rows.getString(1).substring(OutboxTables.SCHEMA.length() + 1));
                }
                return present;
            }
        }
    }

    // The lock belongs to the session: DDL ends transactions here, and a pool gives sessions to others.
    @Override
    public void withSchemaLock(Connection connection, Duration wait, SchemaWork work) throws SQLException {
        // Names of locks are common to all databases of a server and at most 64 characters long.
        String name = "holdfast.outbox." + UUID.nameUUIDFromBytes(home.getBytes(StandardCharsets.UTF_8));
        if (!lock(connection, name, wait)) {
            throw DialectMessages.lockTimedOut(tables().location(), wait, null);
        }
        try {
            work.run();
        } finally {
            try (PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
                statement.setString(1, name);
                statement.execute();
            }
        }
    }

    private static boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, name);
            statement.setLong(2, Math.max(0, wait.plusMillis(999).toSeconds()));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    // At REPEATABLE READ the gaps between the rows would be locked too, and with them the inserts of everybody.
    @Override
    <T> T inTransaction(Connection connection, LocalTransaction.Work<T> work) throws SQLException {
        return LocalTransaction.call(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                // For the next transaction only: nothing to put back.
                statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            }
            return work.call();
        });
    }

    @Override
    void insertChunk(Connection connection, List<NewEvent> events, @Nullable Lease lease, Map<UUID, Inserted> inserted)
            throws SQLException {
        String insert = sql.insert(events.size()) + (mariaDb ? " RETURNING id, message_id, created_at" : "");
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            setRows(statement, events, lease);
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    readInserted(rows, inserted);
                }
                return;
            }
        }
        lookUp(connection, events, inserted);
    }

    // The ids that drivers report for several rows are a guess: first one plus a step that a cluster changes.
    private void lookUp(Connection connection, List<NewEvent> events, Map<UUID, Inserted> inserted)
            throws SQLException {
        String query = "SELECT id, message_id, created_at FROM " + tables().outbox() + " WHERE message_id IN ("
                + PortableSql.marks(events.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            int index = 1;
            for (NewEvent event : events) {
                setUuid(statement, index++, event.id());
            }
            try (ResultSet rows = statement.executeQuery()) {
                readInserted(rows, inserted);
            }
        }
    }

    // Not INSERT IGNORE, which would swallow every other error too. The driver may count rows found instead of rows
    // changed, so
    // the repetition has to change something.
    @Override
    public boolean register(Connection connection, InboxKey key) throws SQLException {
        String insert = sql.register() + " ON DUPLICATE KEY UPDATE repetitions = repetitions + 1";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, key.tenant());
            statement.setString(2, key.consumer());
            statement.setString(3, key.messageId());
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException {
        return inTransaction(connection, () -> {
            List<Claimed> claimed =
                    KeyRuns.unbroken(claims.find(connection, wanted).keySet());
            for (List<Long> chunk : chunks(claimed.stream().map(Claimed::row).toList())) {
                take(connection, chunk, lease);
            }
            return claimed;
        });
    }

    private void take(Connection connection, List<Long> rows, Lease lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.take(rows.size()))) {
            statement.setLong(1, Micros.of(lease.time()));
            statement.setLong(2, lease.token());
            statement.setString(3, lease.node());
            setAll(statement, 4, rows);
            statement.executeUpdate();
        }
    }
}
