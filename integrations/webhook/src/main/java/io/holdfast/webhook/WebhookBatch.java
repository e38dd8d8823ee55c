package io.holdfast.webhook;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.FailureClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/**
 * Sends some events: those of one key one after the other until one fails, others at the same time.
 *
 * <p>It begins no more requests once nothing gets through, or as much time has passed as one answer may take: so it lasts at most twice
 * that long, and what was not begun goes back to the relay.
 *
 * <p><strong>Threading:</strong> run by one thread, which also reports.
 */
final class WebhookBatch {

    static final int MAX_IN_FLIGHT = 16;

    private final Endpoint endpoint;
    private final DeliveryReport report;
    private final LongSupplier nanos;
    private final Queue<Deque<OutboxEvent>> ready;
    private final Set<Endpoint.Sending> inFlight = new HashSet<>();
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private boolean down;

    WebhookBatch(Endpoint endpoint, List<OutboxEvent> events, DeliveryReport report, LongSupplier nanos) {
        this.endpoint = endpoint;
        this.report = report;
        this.nanos = nanos;
        ready = new ArrayDeque<>(lanes(events));
    }

    void run() throws InterruptedException {
        long begin = nanos.getAsLong();
        try {
            while (true) {
                while (!down && isTime(begin) && inFlight.size() < MAX_IN_FLIGHT && !ready.isEmpty()) {
                    begin(ready.remove());
                }
                if (inFlight.isEmpty()) {
                    return;
                }
                settle(ended.take());
            }
        } catch (InterruptedException e) {
            // What has arrived by now need not come again.
            for (Ended one = ended.poll(); one != null; one = ended.poll()) {
                settle(one);
            }
            throw e;
        } finally {
            inFlight.forEach(Endpoint.Sending::cancel);
        }
    }

    private boolean isTime(long begin) {
        return nanos.getAsLong() - begin < endpoint.settings().timeout().toNanos();
    }

    private void begin(Deque<OutboxEvent> lane) {
        OutboxEvent event = lane.remove();
        try {
            Endpoint.Sending sending = endpoint.send(event);
            inFlight.add(sending);
            sending.failure().thenAccept(failure -> ended.add(new Ended(sending, lane, event, failure)));
        } catch (DeliveryException | RuntimeException e) {
            report.failed(event, e);
        }
    }

    private void settle(Ended one) {
        inFlight.remove(one.sending);
        if (one.failure.isPresent()) {
            down |= one.failure.get().failureClass() == FailureClass.CHANNEL_DOWN;
            report.failed(one.event, one.failure.get());
            return;
        }
        if (!one.lane.isEmpty()) {
            ready.add(one.lane);
        }
        report.delivered(one.event);
    }

    private static Collection<Deque<OutboxEvent>> lanes(List<OutboxEvent> events) {
        Map<Object, Deque<OutboxEvent>> lanes = new LinkedHashMap<>();
        for (OutboxEvent event : events) {
            Object lane = event.key().isPresent() ? event.key().get() : event;
            lanes.computeIfAbsent(lane, key -> new ArrayDeque<>()).add(event);
        }
        return lanes.values();
    }

    private record Ended(
            Endpoint.Sending sending,
            Deque<OutboxEvent> lane,
            OutboxEvent event,
            Optional<DeliveryException> failure) {}
}
