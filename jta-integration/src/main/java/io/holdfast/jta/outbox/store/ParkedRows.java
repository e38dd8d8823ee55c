package io.holdfast.jta.outbox.store;

import io.holdfast.jta.outbox.store.dialect.LocalTransaction;
import io.holdfast.jta.outbox.store.dialect.OutboxDialect;
import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.jta.outbox.store.row.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to parked rows. Each has a block of its own, so that a key is free when the last of its parked rows is gone.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class ParkedRows {
    private static final String KEPT = "id, message_id, tenant_id, channel, msg_type, msg_key, content_type, payload,"
            + " headers, created_at, last_error";

    private final OutboxDialect dialect;
    private final String lock;
    private final String putBack;
    private final String delete;
    private final String unblock;
    private final String old;

    ParkedRows(OutboxDialect dialect) {
        this.dialect = dialect;
        OutboxTables tables = dialect.tables();
        String fromParked = " FROM " + tables.parked();
        lock = "SELECT id" + fromParked + " WHERE tenant_id = ? AND message_id = ? ORDER BY id FOR UPDATE";
        // With its old id it stands before everything of its key that came later.
        putBack = "INSERT INTO " + tables.outbox() + " (" + KEPT + ", attempts, due_at, lease_token) SELECT " + KEPT
                + ", 0, " + dialect.clock() + ", 0" + fromParked + " WHERE id = ?";
        delete = "DELETE" + fromParked + " WHERE id = ?";
        unblock = "DELETE FROM " + tables.block() + " WHERE parked_id = ?";
        old = "SELECT id" + fromParked + " WHERE parked_at < " + dialect.earlier() + " ORDER BY parked_at LIMIT ?";
    }

    boolean replay(Connection connection, String tenant, UUID id) throws SQLException {
        return decide(connection, tenant, id, putBack);
    }

    boolean discard(Connection connection, String tenant, UUID id) throws SQLException {
        return decide(connection, tenant, id, null);
    }

    private boolean decide(Connection connection, String tenant, UUID id, @Nullable String before) throws SQLException {
        return LocalTransaction.call(connection, () -> {
            Optional<Long> row = lock(connection, tenant, id);
            if (row.isEmpty()) {
                return false;
            }
            if (before != null) {
                update(connection, before, List.of(row.get()));
            }
            update(connection, unblock, List.of(row.get()));
            update(connection, delete, List.of(row.get()));
            return true;
        });
    }

    /** Forgets old ones for good, with what they hold up. */
    int purge(Connection connection, Duration retention, int limit) throws SQLException {
        return LocalTransaction.call(connection, () -> {
            List<Long> rows = old(connection, retention, limit);
            if (rows.isEmpty()) {
                return 0;
            }
            update(connection, unblock, rows);
            update(connection, delete, rows);
            return rows.size();
        });
    }

    private Optional<Long> lock(Connection connection, String tenant, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
            statement.setString(1, tenant);
            dialect.setUuid(statement, 2, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private List<Long> old(Connection connection, Duration retention, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(old)) {
            statement.setLong(1, Micros.of(retention));
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
                return found;
            }
        }
    }

    private static void update(Connection connection, String sql, List<Long> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long row : rows) {
                statement.setLong(1, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
