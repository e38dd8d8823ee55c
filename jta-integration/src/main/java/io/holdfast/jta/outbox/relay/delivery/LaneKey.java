package io.holdfast.jta.outbox.relay.delivery;

/**
 * What keeps events in order.
 *
 * @param tenant the tenant, empty text for none
 * @param channel the channel
 * @param key the key
 */
public record LaneKey(String tenant, String channel, String key) {}
