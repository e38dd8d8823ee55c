package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.KeyRuns;
import io.holdfast.jta.outbox.store.row.Micros;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * H2: rows are claimed one by one by comparing and setting. In its regular mode the clock is that of the statement; in some modes
 * that imitate others it is the beginning of the transaction, which only makes a lease shorter.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class H2OutboxDialect extends PortableOutboxDialect {
    private static final SqlWords WORDS = new SqlWords(
            "CURRENT_TIMESTAMP(6)",
            "DATEADD(MICROSECOND, CAST(? AS BIGINT), CURRENT_TIMESTAMP(6))",
            "DATEADD(MICROSECOND, -CAST(? AS BIGINT), CURRENT_TIMESTAMP(6))",
            "GREATEST(DATEADD(MICROSECOND, CAST(? AS BIGINT), CURRENT_TIMESTAMP(6)), DATEADD(MICROSECOND,"
                    + " CAST(? AS BIGINT), TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'))",
            " USE INDEX (outbox_due)",
            " USE INDEX (outbox_by_key)",
            "");
    private static final String DUPLICATE_KEY = "23505";
    private static final long SCHEMA_PAUSE = Duration.ofMillis(10).toNanos();

    private final ClaimQuery claims = new ClaimQuery(sql, new RowReader(this));

    H2OutboxDialect() {
        super(OutboxTables.inSchema(), WORDS);
    }

    // DATEDIFF compares what the clocks on the wall say, each in the zone that its value was written in.
    @Override
    public String microsUntil(String moment) {
        return "CAST((EXTRACT(EPOCH FROM " + moment
                + ") - EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(6))) * 1000000 AS BIGINT)";
    }

    @Override
    public String scripts() {
        return "h2";
    }

    @Override
    public Set<String> presentTables(Connection connection) throws SQLException {
        // Names are in upper or in lower case, as the URL wants it; LOWER would do as the locale of the machine wants
        // it.
        String query = "SELECT table_schema, table_name FROM information_schema.tables";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            Set<String> present = new HashSet<>();
            while (rows.next()) {
                if (rows.getString(1).toLowerCase(Locale.ROOT).equals("holdfast")) {
                    present.add(rows.getString(2).toLowerCase(Locale.ROOT));
                }
            }
            return present;
        }
    }

    // It has no lock for this. Who meets another one fails, looks again and finds the work done.
    @Override
    public void withSchemaLock(Connection connection, Duration wait, SchemaWork work) throws SQLException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(SCHEMA_PAUSE);
            }
        }
    }

    @Override
    <T> T inTransaction(Connection connection, LocalTransaction.Work<T> work) throws SQLException {
        return LocalTransaction.call(connection, work);
    }

    @Override
    void insertChunk(Connection connection, List<NewEvent> events, @Nullable Lease lease, Map<UUID, Inserted> inserted)
            throws SQLException {
        String insert = "SELECT id, message_id, created_at FROM FINAL TABLE (" + sql.insert(events.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            setRows(statement, events, lease);
            try (ResultSet rows = statement.executeQuery()) {
                readInserted(rows, inserted);
            }
        }
    }

    // A refused insert does not doom the transaction here.
    @Override
    public boolean register(Connection connection, InboxKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.register())) {
            statement.setString(1, key.tenant());
            statement.setString(2, key.consumer());
            statement.setString(3, key.messageId());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (DUPLICATE_KEY.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException {
        Map<Claimed, Long> found = claims.find(connection, wanted);
        List<Claimed> taken = new ArrayList<>();
        Set<Long> missed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.takeUnchanged())) {
            for (Claimed row : KeyRuns.unbroken(found.keySet())) {
                if (!missed.contains(row.olderRow()) && take(statement, row, found.getOrDefault(row, 0L), lease)) {
                    taken.add(row);
                } else {
                    missed.add(row.row());
                }
            }
        }
        return taken;
    }

    private static boolean take(PreparedStatement statement, Claimed row, long token, Lease lease) throws SQLException {
        statement.setLong(1, Micros.of(lease.time()));
        statement.setLong(2, lease.token());
        statement.setString(3, lease.node());
        statement.setLong(4, row.row());
        statement.setLong(5, token);
        statement.setInt(6, row.attempts() - 1);
        return statement.executeUpdate() == 1;
    }
}
