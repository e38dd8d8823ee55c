package io.holdfast.jta.outbox.relay.delivery;

import io.holdfast.outbox.OutboxEvent;

/**
 * A row as the database gave it into this node's hand.
 *
 * @param row the row
 * @param token what fences it
 * @param tenant its tenant, empty text for none
 * @param attempts deliveries begun, this one included
 * @param olderRow the newest older row of its key that is still there, or 0
 * @param event the event
 */
public record Held(long row, long token, String tenant, int attempts, long olderRow, OutboxEvent event) {}
