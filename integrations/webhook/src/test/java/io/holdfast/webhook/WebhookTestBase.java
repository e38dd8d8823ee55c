package io.holdfast.webhook;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A receiver and a publisher for each test. */
abstract class WebhookTestBase {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    final AtomicLong nanos = new AtomicLong();
    final WebhookPublisher publisher = new WebhookPublisher(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    Receiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
        publisher.close();
    }

    /** Opens the channel: names and values by turns. */
    final void open(String... properties) {
        Map<String, String> map = new HashMap<>(Map.of("url", receiver.url()));
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        publisher.open(Events.channel(map));
    }

    /** Sends and hands over what the receiver got. */
    final Receiver.Received sent(OutboxEvent event) throws DeliveryException, InterruptedException {
        publisher.publish(event);
        return receiver.next();
    }

    final DeliveryException failure(OutboxEvent event) {
        DeliveryException failure =
                Assertions.catchThrowableOfType(DeliveryException.class, () -> publisher.publish(event));
        Assertions.assertThat(failure).as("a failure").isNotNull();
        Assertions.assertThat(failure).hasMessageNotContaining("s3cret");
        return failure;
    }
}
