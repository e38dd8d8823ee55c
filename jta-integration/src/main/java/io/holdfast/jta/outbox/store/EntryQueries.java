package io.holdfast.jta.outbox.store;

import io.holdfast.jta.outbox.store.dialect.OutboxDialect;
import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.jta.outbox.store.dialect.RowReader;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEntry.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks at rows, for people.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class EntryQueries {
    private static final String EVENT = "SELECT id, message_id, tenant_id, channel, msg_type, msg_key, content_type,"
            + " headers, attempts, created_at, last_error, ";

    private final OutboxDialect dialect;
    private final RowReader reader;
    private final String waiting;
    private final String parked;
    private final String idle;

    EntryQueries(OutboxDialect dialect) {
        this.dialect = dialect;
        reader = new RowReader(dialect);
        OutboxTables tables = dialect.tables();
        String leased = "lease_token <> 0 AND due_at > " + dialect.clock();
        String fromOutbox = " FROM " + tables.outbox() + " WHERE tenant_id = ?";
        waiting = "due_at, CASE WHEN " + leased + " THEN 1 ELSE 0 END AS leased" + fromOutbox;
        parked = "parked_at, reason FROM " + tables.parked() + " WHERE tenant_id = ?";
        idle = "SELECT id, lease_token" + fromOutbox + " AND message_id = ? AND NOT (" + leased + ")";
    }

    List<OutboxEntry> list(Connection connection, String tenant, State state, int limit) throws SQLException {
        String sql = EVENT + from(state) + " ORDER BY id LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<OutboxEntry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.entry(rows, state, false));
                }
                return found;
            }
        }
    }

    Optional<OutboxEntry> find(Connection connection, String tenant, UUID id) throws SQLException {
        Optional<OutboxEntry> found = find(connection, tenant, id, State.WAITING);
        return found.isPresent() ? found : find(connection, tenant, id, State.PARKED);
    }

    private Optional<OutboxEntry> find(Connection connection, String tenant, UUID id, State state) throws SQLException {
        String sql = EVENT + "payload, " + from(state) + " AND message_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            dialect.setUuid(statement, 2, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.entry(rows, state, true)) : Optional.empty();
            }
        }
    }

    private String from(State state) {
        return state == State.WAITING ? waiting : parked;
    }

    /** A row that nobody has in hand. */
    Optional<Idle> findIdle(Connection connection, String tenant, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(idle)) {
            statement.setString(1, tenant);
            dialect.setUuid(statement, 2, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Idle(rows.getLong(1), rows.getLong(2))) : Optional.empty();
            }
        }
    }

    /** A row and the token that was last on it. */
    record Idle(long row, long token) {}
}
