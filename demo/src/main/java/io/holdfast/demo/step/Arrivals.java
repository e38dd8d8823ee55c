package io.holdfast.demo.step;

import io.holdfast.demo.orders.Notice;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.testsupport.Await;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes down what handlers do in this process, and what the outbox says was delivered by it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class Arrivals implements OutboxListener {

    static final String FRAGILE = "fragile ";

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<OutboxEvent> delivered = new CopyOnWriteArrayList<>();

    /** A call of a handler, when it had stored its notice. */
    record Arrival(Notice notice, long nanos) {}

    void arrived(@Observes Notice notice) {
        arrivals.add(new Arrival(notice, System.nanoTime()));
        if (notice.item().startsWith(FRAGILE) && notice.event().attempt() == 1) {
            throw new IllegalStateException("It broke on the way.");
        }
        SecondNode.stallAt(arrivals.size(), notice.event());
    }

    @Override
    public void onDelivered(OutboxEvent event, Duration sinceWritten) {
        delivered.add(event);
    }

    /** Waits until this process has delivered an event. */
    OutboxEvent await(UUID id) {
        Await.until("event " + id + " is delivered", Duration.ofSeconds(20), () -> find(id) != null);
        return find(id);
    }

    private OutboxEvent find(UUID id) {
        return delivered.stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    List<Arrival> of(UUID id) {
        return arrivals.stream()
                .filter(arrival -> arrival.notice().event().id().equals(id))
                .toList();
    }

    List<Arrival> of(String item) {
        return arrivals.stream()
                .filter(arrival -> arrival.notice().item().equals(item))
                .toList();
    }
}
