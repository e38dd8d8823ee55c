package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a transaction has committed events. Never a proof that the rows are there: the database is asked before anything is
 * sent.
 *
 * @param database where
 * @param lease what the rows are in hand of, or null if of nobody
 * @param rows the rows
 */
public record Hint(OutboxDatabase database, @Nullable Lease lease, List<Row> rows) {

    /**
     * A row.
     *
     * @param row the row
     * @param event what was written
     * @param createdAt when, by the clock of the database
     */
    public record Row(long row, NewEvent event, Instant createdAt) {}
}
