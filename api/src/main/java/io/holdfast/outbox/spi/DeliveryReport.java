package io.holdfast.outbox.spi;

import io.holdfast.outbox.OutboxEvent;

/**
 * Takes the results of a batch. Each event is reported at most once; what is not reported when the batch returns was not tried and is
 * given back without an attempt spent.
 *
 * <p><strong>Threading:</strong> thread-safe; a publisher that sends without waiting may report from any thread, but before it
 * returns.
 *
 * @since 0.1
 */
public interface DeliveryReport {

    /**
     * Tells whether an event may still be sent. A publisher that sends one after the other asks before each: meanwhile the relay may
     * have been told to stop, the lease may have ended, or the channel may be down.
     *
     * @param event the event
     * @return false if it and those behind it must be left alone
     */
    default boolean mayBegin(OutboxEvent event) {
        return true;
    }

    /**
     * The event has arrived.
     *
     * @param event the event
     */
    void delivered(OutboxEvent event);

    /**
     * The event has not arrived.
     *
     * @param event the event
     * @param failure what happened
     */
    void failed(OutboxEvent event, Throwable failure);
}
