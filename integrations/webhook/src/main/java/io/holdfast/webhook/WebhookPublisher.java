package io.holdfast.webhook;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxPublisher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * The publisher {@value #NAME}: sends events as <a href="https://cloudevents.io">CloudEvents</a> 1.0 by POST to the {@code url} of
 * their channel, in the binary or structured mode of their HTTP binding.
 *
 * <p>With {@code secret} or {@code secret-file} a request is signed as
 * <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks 1.0</a> say:
 * {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}.
 *
 * <p>Status 2xx means that the event has arrived. 408, 425, 429 and 5xx, a broken connection and no answer in time are transient; 503
 * and whatever keeps a connection from being made mean that the channel is down; all else is poison. Redirects are not followed.
 * {@code Retry-After} is not read: the pauses of the channel apply.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> found by {@link java.util.ServiceLoader}; each channel has
 * an HTTP client from {@link #open} to {@link #close}.
 */
public final class WebhookPublisher implements OutboxPublisher {

    /** What a channel names it by. */
    public static final String NAME = "webhook";

    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Clock clock;
    private final LongSupplier nanos;

    /** For {@link java.util.ServiceLoader}. */
    public WebhookPublisher() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    WebhookPublisher(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void open(OutboxChannel channel) {
        WebhookSettings settings = WebhookSettings.of(channel);
        endpoints.computeIfAbsent(channel.name(), name -> new Endpoint(name, settings, clock));
    }

    @Override
    public void publish(OutboxEvent event) throws DeliveryException, InterruptedException {
        endIfInterrupted();
        Endpoint.Sending sending = endpoint(event).send(event);
        Optional<DeliveryException> failure;
        try {
            failure = sending.failure().get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("Sending event " + event.id() + " ended in no way that is foreseen", e);
        } catch (InterruptedException e) {
            sending.cancel();
            throw e;
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public void publish(List<OutboxEvent> events, DeliveryReport report) throws InterruptedException {
        endIfInterrupted();
        if (!events.isEmpty()) {
            new WebhookBatch(endpoint(events.get(0)), events, report, nanos).run();
        }
    }

    @Override
    public void close() {
        endpoints.values().forEach(Endpoint::close);
        endpoints.clear();
    }

    // Before anything is sent: afterwards it could not be called back.
    private static void endIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Endpoint endpoint(OutboxEvent event) {
        Endpoint endpoint = endpoints.get(event.channel());
        if (endpoint == null) {
            throw new IllegalStateException("The webhook publisher was not opened for channel '" + event.channel()
                    + "', to which event " + event.id() + " goes");
        }
        return endpoint;
    }
}
