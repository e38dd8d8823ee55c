package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxSettings.Retention;
import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What has to be done now and then: forget what need not be remembered any more, and tell of rows that nobody here delivers.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Maintenance {
    private static final long PAUSE = Duration.ofHours(1).toNanos();
    private static final long PAUSE_BETWEEN_BATCHES = Duration.ofSeconds(1).toNanos();
    private static final int BATCH = 1000;
    private static final int BATCHES = 10;
    private static final int SHOWN_TENANTS = 10;

    private final OutboxDatabase database;
    private final Retention retention;
    private long at;

    Maintenance(OutboxDatabase database, Retention retention, long first) {
        this.database = database;
        this.retention = retention;
        this.at = first;
    }

    void workIfDue(OutboxStore store, Connection connection, long now) throws SQLException {
        if (now - at < 0) {
            return;
        }
        at = now + PAUSE;
        List<String> strangers = store.otherTenants(connection, database.tenants(), SHOWN_TENANTS);
        if (!strangers.isEmpty()) {
            RelayMessages.strangers(database.name(), String.join(", ", strangers));
        }
        int purged = BATCH;
        for (int i = 0; i < BATCHES && purged >= BATCH; i++) {
            purged = store.purge(connection, retention, BATCH);
        }
        if (purged >= BATCH) {
            // There is more, and it must not grow faster than it goes.
            at = now + PAUSE_BETWEEN_BATCHES;
        }
    }
}
