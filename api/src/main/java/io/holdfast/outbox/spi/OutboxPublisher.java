package io.holdfast.outbox.spi;

import io.holdfast.outbox.OutboxEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Delivers events somewhere: to methods, a web hook, a broker. An application provides it as a CDI bean, a library by
 * {@link java.util.ServiceLoader}; a channel of the configuration names it.
 *
 * <p>Called on threads of the relay, outside any transaction and without a unit of work, by several threads at once; never at the
 * same time for two events of one tenant, channel and key. It returns when it knows what has become of the events, and bounds its
 * waiting itself: a lease is renewed only so often.
 *
 * <p>An event may come again after it was delivered: hand its id on, so that the receiver can tell.
 *
 * @since 0.1
 */
public interface OutboxPublisher {

    /**
     * What a channel names it by, in {@code holdfast.outbox.channel.<name>.publisher}.
     *
     * @return the name, in lower case
     */
    String name();

    /**
     * Prepares for a channel. Called once for each channel that names this publisher, before any event of it.
     *
     * @param channel the channel with its properties
     * @throws IllegalArgumentException if a property is missing or wrong; the message names it, and the deployment fails
     */
    default void open(OutboxChannel channel) {}

    /**
     * Delivers an event.
     *
     * @param event the event
     * @throws DeliveryException if it did not arrive, with what that means
     * @throws InterruptedException if the relay is shut down meanwhile; the event is given back
     */
    void publish(OutboxEvent event) throws DeliveryException, InterruptedException;

    /**
     * Delivers some events of one tenant and channel, in this order. Replace it where many at once are faster than one after the
     * other; then stop at the first failure of a key, and report no later event of that key.
     *
     * @param events the events; those of one key in their order
     * @param report takes the result of each
     * @throws InterruptedException if the relay is shut down meanwhile
     */
    default void publish(List<OutboxEvent> events, DeliveryReport report) throws InterruptedException {
        Set<String> stopped = new HashSet<>();
        for (OutboxEvent event : events) {
            if (!report.mayBegin(event)) {
                return;
            }
            if (event.key().isPresent() && stopped.contains(event.key().get())) {
                continue;
            }
            try {
                publish(event);
                report.delivered(event);
            } catch (DeliveryException | RuntimeException | Error e) {
                event.key().ifPresent(stopped::add);
                report.failed(event, e);
            }
        }
    }

    /** Lets go of what {@link #open} took. Called when the application stops, after the last event. */
    default void close() {}
}
