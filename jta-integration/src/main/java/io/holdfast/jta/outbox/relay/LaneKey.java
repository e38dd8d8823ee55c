package io.holdfast.jta.outbox.relay;

/**
 * What keeps events in order.
 *
 * @param tenant the tenant, empty text for none
 * @param channel the channel
 * @param key the key
 */
record LaneKey(String tenant, String channel, String key) {}
