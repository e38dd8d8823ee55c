package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.HeaderJson;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads rows of the outbox.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class RowReader {
    private static final byte[] NO_PAYLOAD = {};

    private final OutboxDialect dialect;

    /** Reads what the dialect has written. */
    public RowReader(OutboxDialect dialect) {
        this.dialect = dialect;
    }

    /** A row with the columns of an event, its payload, and {@code older_row}; {@code attempts} after the claim. */
    Claimed claimed(ResultSet rows, int attempts) throws SQLException {
        return new Claimed(
                rows.getLong("id"),
                rows.getString("tenant_id"),
                attempts,
                rows.getLong("older_row"),
                event(rows, rows.getBytes("payload"), attempts));
    }

    /** A row with the columns of an event and of what became of it, with or without payload. */
    public OutboxEntry entry(ResultSet rows, OutboxEntry.State state, boolean withPayload) throws SQLException {
        boolean parked = state == OutboxEntry.State.PARKED;
        Instant dueAt = dialect.instant(rows, parked ? "parked_at" : "due_at");
        return new OutboxEntry(
                event(rows, withPayload ? rows.getBytes("payload") : NO_PAYLOAD, rows.getInt("attempts")),
                state,
                dueAt,
                !parked && rows.getInt("leased") == 1,
                Optional.ofNullable(rows.getString("last_error")),
                parked ? Optional.ofNullable(rows.getString("reason")) : Optional.empty());
    }

    private OutboxEvent event(ResultSet rows, byte[] payload, int attempt) throws SQLException {
        String tenant = rows.getString("tenant_id");
        return new OutboxEvent(
                dialect.uuid(rows, "message_id"),
                tenant.isEmpty() ? Optional.empty() : Optional.of(TenantId.of(tenant)),
                "",
                rows.getString("channel"),
                rows.getString("msg_type"),
                Optional.ofNullable(rows.getString("msg_key")),
                rows.getString("content_type"),
                payload,
                HeaderJson.read(rows.getString("headers")),
                attempt,
                dialect.instant(rows, "created_at"));
    }
}
