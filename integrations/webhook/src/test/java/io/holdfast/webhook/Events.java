package io.holdfast.webhook;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events and channels to send. */
final class Events {

    static final String CHANNEL = "orders";
    static final Instant CREATED = Instant.parse("2026-11-24T10:15:30.123456Z");

    private Events() {}

    static OutboxEvent keyed(String key) {
        return event(Optional.of(key), "application/json", bytes("{\"n\":1}"), Map.of());
    }

    static OutboxEvent unkeyed() {
        return event(Optional.empty(), "application/json", bytes("{\"n\":1}"), Map.of());
    }

    static OutboxEvent withHeaders(Map<String, String> headers) {
        return event(Optional.of("o-1"), "application/json", bytes("{\"n\":1}"), headers);
    }

    static OutboxEvent of(String contentType, String payload) {
        return event(Optional.of("o-1"), contentType, bytes(payload), Map.of());
    }

    static OutboxEvent of(String contentType, byte[] payload) {
        return event(Optional.of("o-1"), contentType, payload, Map.of());
    }

    private static OutboxEvent event(
            Optional<String> key, String contentType, byte[] payload, Map<String, String> headers) {
        return new OutboxEvent(
                UUID.randomUUID(),
                Optional.of(TenantId.of("acme")),
                "shop",
                CHANNEL,
                "order.placed",
                key,
                contentType,
                payload,
                headers,
                1,
                CREATED);
    }

    static OutboxChannel channel(Map<String, String> properties) {
        return new OutboxChannel(
                CHANNEL,
                List.of("order.*"),
                WebhookPublisher.NAME,
                OutboxChannel.PoisonPolicy.BLOCK_KEY,
                new OutboxChannel.RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(5)),
                properties);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
