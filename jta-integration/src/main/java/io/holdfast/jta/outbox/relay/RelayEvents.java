package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells all listeners. One that throws is reported once and never stops delivery.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class RelayEvents implements OutboxListener {
    private final List<OutboxListener> listeners;
    private final Set<Class<?>> reported = ConcurrentHashMap.newKeySet();

    /**
     * Tells some listeners.
     *
     * @param listeners who wants to hear
     */
    public RelayEvents(List<OutboxListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void onEnqueued(String dataSource, int events) {
        tell(listener -> listener.onEnqueued(dataSource, events));
    }

    @Override
    public void onDelivered(OutboxEvent event, Duration sinceWritten) {
        tell(listener -> listener.onDelivered(event, sinceWritten));
    }

    @Override
    public void onRetried(OutboxEvent event, FailureClass failureClass, Duration pause, Throwable failure) {
        tell(listener -> listener.onRetried(event, failureClass, pause, failure));
    }

    @Override
    public void onParked(OutboxEvent event, String reason) {
        tell(listener -> listener.onParked(event, reason));
    }

    @Override
    public void onLeaseLost(String dataSource, int events) {
        tell(listener -> listener.onLeaseLost(dataSource, events));
    }

    @Override
    public void onBacklog(String dataSource, Duration oldest) {
        tell(listener -> listener.onBacklog(dataSource, oldest));
    }

    private void tell(Consumer<OutboxListener> event) {
        for (OutboxListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Exception | Error e) {
                if (reported.add(listener.getClass())) {
                    RelayMessages.listenerThrew(listener.getClass(), e);
                }
            }
        }
    }
}
