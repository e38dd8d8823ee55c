package io.holdfast.demo.orders;

import io.holdfast.outbox.OutboxEvent;

/**
 * Something that was stored for a reader; its transaction has not committed yet.
 *
 * @param reader who is to read it
 * @param item what was ordered
 * @param event what it was stored for
 */
public record Notice(String reader, String item, OutboxEvent event) {}
