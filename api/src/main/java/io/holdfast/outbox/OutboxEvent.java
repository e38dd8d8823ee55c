package io.holdfast.outbox;

import io.holdfast.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it is delivered.
 *
 * <p><strong>Threading:</strong> immutable; the payload is not copied and must not be changed. Two events are equal if they are the
 * same object, since an array is part of them.
 *
 * @param id the same at every delivery: what a consumer recognises a repetition by
 * @param tenant whose event it is, or empty for a data source without tenants
 * @param dataSource the name of the data source it was written in
 * @param channel where it goes to
 * @param type its type alias
 * @param key what orders it, or empty
 * @param contentType the media type of the payload
 * @param payload what it says
 * @param headers what was added to it
 * @param attempt the how-manieth delivery this is, from 1; after a crash one may be counted that never began
 * @param createdAt when it was written, by the clock of the database
 * @since 0.1
 */
public record OutboxEvent(
        UUID id,
        Optional<TenantId> tenant,
        String dataSource,
        String channel,
        String type,
        Optional<String> key,
        String contentType,
        byte[] payload,
        Map<String, String> headers,
        int attempt,
        Instant createdAt) {

    /**
     * Checks and copies.
     *
     * @param id the id
     * @param tenant the tenant
     * @param dataSource the data source
     * @param channel the channel
     * @param type the type alias
     * @param key the key
     * @param contentType the media type
     * @param payload the payload
     * @param headers the headers
     * @param attempt the number of the delivery
     * @param createdAt when it was written
     */
    public OutboxEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(payload, "payload");
        headers = Map.copyOf(headers);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "OutboxEvent[" + id + " " + type + "]";
    }
}
