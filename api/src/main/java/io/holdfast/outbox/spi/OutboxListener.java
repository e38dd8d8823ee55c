package io.holdfast.outbox.spi;

import io.holdfast.outbox.OutboxEvent;
import java.time.Duration;

/**
 * Hears what becomes of events. An application provides it as a CDI bean, a library by {@link java.util.ServiceLoader}.
 *
 * <p>Called on the thread that does the work, be quick and do not block. An exception is logged once per listener and otherwise
 * ignored.
 *
 * @since 0.1
 */
public interface OutboxListener {

    /**
     * Events were committed by this node. Not called for those of a transaction whose outcome is unknown.
     *
     * @param dataSource the data source
     * @param events how many
     */
    default void onEnqueued(String dataSource, int events) {}

    /**
     * An event was delivered. It may come again if the deletion of its row gets lost.
     *
     * @param event the event
     * @param sinceWritten how long after it was written, as far as the clocks of this node and the database agree
     */
    default void onDelivered(OutboxEvent event, Duration sinceWritten) {}

    /**
     * A delivery failed and will be repeated.
     *
     * @param event the event
     * @param failureClass what the failure means
     * @param pause how long until the next attempt
     * @param failure what happened
     */
    default void onRetried(OutboxEvent event, FailureClass failureClass, Duration pause, Throwable failure) {}

    /**
     * An event was parked and waits for a decision.
     *
     * @param event the event
     * @param reason why
     */
    default void onParked(OutboxEvent event, String reason) {}

    /**
     * Another node has taken over events that this one still had in hand, since it was too slow: they may be delivered twice.
     *
     * @param dataSource the data source
     * @param events how many
     */
    default void onLeaseLost(String dataSource, int events) {}

    /**
     * How far behind the delivery is. Told when a database was looked through and had due events; it costs no query.
     *
     * @param dataSource the data source
     * @param oldest the age of the oldest event that was found
     */
    default void onBacklog(String dataSource, Duration oldest) {}
}
