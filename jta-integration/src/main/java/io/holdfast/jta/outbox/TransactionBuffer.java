package io.holdfast.jta.outbox;

import io.holdfast.AccessIntent;
import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.relay.Hint;
import io.holdfast.jta.outbox.relay.OutboxRelay;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.spi.ManagedTransaction.Completion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one transaction: kept until it is about to commit, written in one batch, handed to the relay once it has.
 *
 * <p>What is published after the batch, by another callback before completion (a persistence provider that flushes late), is written
 * at once.
 *
 * <p><strong>Threading:</strong> used by the transaction's thread; {@link #afterCompletion} may come from another one and reads only.
 */
final class TransactionBuffer implements Completion {
    private final TenantDataSource dataSource;
    private final OutboxDatabase database;
    private final OutboxRelay relay;
    private final @Nullable Lease lease;
    private List<NewEvent> pending = new ArrayList<>(2);
    private volatile List<Hint.Row> written = List.of();
    private boolean writeThrough;

    TransactionBuffer(TenantDataSource dataSource, OutboxDatabase database, OutboxRelay relay) {
        this.dataSource = dataSource;
        this.database = database;
        this.relay = relay;
        this.lease = relay.newLease(database, OutboxDatabase.tenantOf(dataSource));
    }

    TenantDataSource dataSource() {
        return dataSource;
    }

    void add(NewEvent event) {
        if (writeThrough) {
            write(List.of(event));
        } else {
            pending.add(event);
        }
    }

    @Override
    public void beforeCompletion() {
        writeThrough = true;
        List<NewEvent> batch = pending;
        pending = List.of();
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    /** On the connection of the transaction, which this thread's acquisition gets. */
    private void write(List<NewEvent> batch) {
        try (Connection connection = dataSource.acquire(AccessIntent.WRITE)) {
            OutboxStore store = database.ready();
            List<Inserted> inserted = store.insert(connection, batch, lease);
            List<Hint.Row> rows = new ArrayList<>(written);
            for (int i = 0; i < batch.size(); i++) {
                if (inserted.get(i).row() != 0) {
                    rows.add(new Hint.Row(
                            inserted.get(i).row(), batch.get(i), inserted.get(i).createdAt()));
                }
            }
            written = List.copyOf(rows);
        } catch (SQLException e) {
            // The tables may have been dropped since they were looked at.
            database.doubt();
            throw OutboxFailures.notWritten("data source '" + dataSource.name() + "'", batch.size(), e);
        }
    }

    /** No database work here: the transaction's connection is gone, and what was done on another would be nobody's. */
    @Override
    public void afterCompletion(boolean committed) {
        List<Hint.Row> rows = written;
        if (committed && !rows.isEmpty()) {
            relay.offer(new Hint(database, lease, rows));
        }
    }
}
