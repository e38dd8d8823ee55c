package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.KeyRuns;
import io.holdfast.jta.outbox.store.row.Micros;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims rows in PostgreSQL, each time from where the last claim has found the first one.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> one per database.
 */
final class PostgresClaims {
    private final String sql;
    private final RowReader reader;
    private final ClaimStart claimStart;

    PostgresClaims(String sql, RowReader reader, ClaimStart claimStart) {
        this.sql = sql;
        this.reader = reader;
        this.claimStart = claimStart;
    }

    List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException {
        OffsetDateTime start = claimStart.of(wanted);
        List<Claimed> claimed = claimFrom(connection, start, wanted, lease);
        int left = wanted.limit() - claimed.size();
        if (start == null || left == 0) {
            return claimed;
        }
        // Further ahead there may be more: rows of keys that were in hand when the search went by, and whose later rows
        // now wait for them.
        Wanted others = new Wanted(wanted.tenants(), wanted.pausedChannels(), left);
        List<Claimed> all = new ArrayList<>(claimed);
        try {
            all.addAll(claimFrom(connection, null, others, lease));
        } catch (SQLException e) {
            if (claimed.isEmpty() || !isCommitted(connection)) {
                throw e;
            }
            // What was claimed is, and must not wait for the end of its lease. The next claim says what is wrong.
            DialectMessages.secondSearchFailed(e);
        }
        return KeyRuns.linked(all);
    }

    private static boolean isCommitted(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            return false;
        }
    }

    private List<Claimed> claimFrom(Connection connection, @Nullable OffsetDateTime start, Wanted wanted, Lease lease)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // The driver's word for -infinity.
            statement.setObject(1, start == null ? OffsetDateTime.MIN : start);
            PostgresOutboxDialect.set(statement, 2, "text", List.copyOf(wanted.tenants()), tenant -> tenant);
            PostgresOutboxDialect.set(statement, 3, "text", List.copyOf(wanted.pausedChannels()), channel -> channel);
            statement.setInt(4, wanted.limit());
            statement.setLong(5, Micros.of(lease.time()));
            statement.setLong(6, lease.token());
            statement.setString(7, lease.node());
            try (ResultSet rows = PostgresOutboxDialect.rowsOf(statement)) {
                List<Claimed> claimed = new ArrayList<>();
                OffsetDateTime first = null;
                while (rows.next()) {
                    first = rows.getObject("first_due", OffsetDateTime.class);
                    claimed.add(reader.claimed(rows, rows.getInt("attempts")));
                }
                if (first == null || claimed.size() < wanted.limit()) {
                    claimStart.forget();
                } else {
                    claimStart.found(wanted, first);
                }
                return KeyRuns.linked(claimed);
            }
        }
    }
}
