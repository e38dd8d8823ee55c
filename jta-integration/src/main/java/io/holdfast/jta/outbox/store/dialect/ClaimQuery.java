package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks for rows that may be claimed.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class ClaimQuery {
    private final PortableSql sql;
    private final RowReader reader;

    ClaimQuery(PortableSql sql, RowReader reader) {
        this.sql = sql;
        this.reader = reader;
    }

    /** Rows as they will be when they are claimed, with the token that is on them now. */
    Map<Claimed, Long> find(Connection connection, Wanted wanted) throws SQLException {
        String query =
                sql.candidates(wanted.tenants().size(), wanted.pausedChannels().size());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            int index = 1;
            for (String tenant : wanted.tenants()) {
                statement.setString(index++, tenant);
            }
            for (String paused : wanted.pausedChannels()) {
                int end = paused.indexOf('\n');
                statement.setString(index++, paused.substring(0, end));
                statement.setString(index++, paused.substring(end + 1));
            }
            statement.setInt(index, wanted.limit());
            try (ResultSet rows = statement.executeQuery()) {
                Map<Claimed, Long> found = new LinkedHashMap<>();
                while (rows.next()) {
                    found.put(reader.claimed(rows, rows.getInt("attempts") + 1), rows.getLong("lease_token"));
                }
                return found;
            }
        }
    }
}
