package io.holdfast.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many events at once: fast where order does not matter, in order where it does. */
@Timeout(60)
class BatchTest extends WebhookTestBase {

    private final Report report = new Report();

    @Test
    void sendsTheEventsOfAKeyInOrderAndOneAtATime() throws Exception {
        open();
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        AtomicBoolean together = new AtomicBoolean();
        receiver.answer((exchange, got) -> {
            String key = got.header("ce-subject");
            together.compareAndSet(false, !underWay.add(key));
            underWay.remove(key);
            Receiver.noContent(exchange, got);
        });
        List<OutboxEvent> events =
                IntStream.range(0, 90).mapToObj(i -> Events.keyed("k" + i % 3)).toList();

        publisher.publish(events, report);

        assertThat(together).isFalse();
        assertThat(report.delivered).containsExactlyInAnyOrderElementsOf(events);
        for (String key : List.of("k0", "k1", "k2")) {
            assertThat(arrived(key)).isEqualTo(ids(events, key));
        }
    }

    @Test
    void sendsEventsOfDifferentKeysAtTheSameTime() throws Exception {
        open();
        CyclicBarrier both = new CyclicBarrier(3);
        receiver.answer((exchange, got) -> {
            meet(both);
            Receiver.noContent(exchange, got);
        });
        List<OutboxEvent> events = List.of(Events.keyed("a"), Events.keyed("b"), Events.unkeyed());

        publisher.publish(events, report);

        assertThat(report.delivered).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void sendsNoMoreThanItsLimitAtTheSameTime() throws Exception {
        open();
        CountDownLatch full = new CountDownLatch(WebhookBatch.MAX_IN_FLIGHT);
        CountDownLatch tooMany = new CountDownLatch(WebhookBatch.MAX_IN_FLIGHT + 1);
        CountDownLatch goOn = new CountDownLatch(1);
        receiver.answer((exchange, got) -> {
            full.countDown();
            tooMany.countDown();
            await(goOn);
            Receiver.noContent(exchange, got);
        });
        List<OutboxEvent> events =
                IntStream.range(0, 40).mapToObj(i -> Events.unkeyed()).toList();
        Thread relay = new Thread(() -> publish(events));

        relay.start();

        assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(tooMany.await(300, TimeUnit.MILLISECONDS)).isFalse();
        goOn.countDown();
        relay.join(10_000);
        assertThat(report.delivered).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void stopsAKeyAtItsFirstFailure() throws Exception {
        open();
        List<OutboxEvent> events = List.of(
                Events.keyed("bad"),
                Events.keyed("bad"),
                Events.keyed("bad"),
                Events.keyed("good"),
                Events.keyed("good"));
        String second = events.get(1).id().toString();
        receiver.answer((exchange, got) ->
                exchange.sendResponseHeaders(got.header("ce-id").equals(second) ? 500 : 200, -1));

        publisher.publish(events, report);

        assertThat(report.delivered).containsExactlyInAnyOrder(events.get(0), events.get(3), events.get(4));
        assertThat(report.failed).containsOnlyKeys(events.get(1));
        assertThat(arrived("bad")).hasSize(2);
    }

    @Test
    void stopsAKeyAtAnEventThatCannotBeSent() throws Exception {
        open();
        OutboxEvent hostile = Events.withHeaders(Map.of("note", "a\r\nb"));
        List<OutboxEvent> events = List.of(hostile, Events.keyed("o-1"), Events.keyed("o-2"));

        publisher.publish(events, report);

        assertThat(report.failed.get(hostile))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON));
        assertThat(report.delivered).containsExactly(events.get(2));
        assertThat(report.failed).hasSize(1);
    }

    @Test
    void beginsNoMoreOnceTheChannelIsDown() throws Exception {
        open();
        receiver.status(503);
        List<OutboxEvent> events =
                IntStream.range(0, 200).mapToObj(i -> Events.unkeyed()).toList();

        publisher.publish(events, report);

        assertThat(report.delivered).isEmpty();
        assertThat(report.failed).hasSizeBetween(1, WebhookBatch.MAX_IN_FLIGHT);
    }

    @Test
    void beginsNoMoreOnceAnAnswerWouldBeTooLate() throws Exception {
        open("timeout", "30s");
        receiver.answer((exchange, got) -> {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            Receiver.noContent(exchange, got);
        });
        List<OutboxEvent> events =
                IntStream.range(0, 10).mapToObj(i -> Events.keyed("k")).toList();

        publisher.publish(events, report);

        assertThat(report.delivered).isEqualTo(events.subList(0, 3));
        assertThat(report.failed).isEmpty();
    }

    @Test
    void reportsWhatHasArrivedWhenItIsInterrupted() throws Exception {
        open("timeout", "1m");
        OutboxEvent quick = Events.keyed("quick");
        OutboxEvent slow = Events.keyed("slow");
        CountDownLatch hanging = new CountDownLatch(1);
        receiver.answer((exchange, got) -> {
            if (got.header("ce-subject").equals("slow")) {
                hanging.countDown();
                receiver.hang();
            }
            await(hanging);
            Receiver.noContent(exchange, got);
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch arrived = new CountDownLatch(1);
        Thread relay = new Thread(() -> {
            try {
                publisher.publish(List.of(slow, quick, Events.keyed("slow")), new Report() {
                    @Override
                    public void delivered(OutboxEvent event) {
                        report.delivered(event);
                        arrived.countDown();
                    }
                });
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        relay.start();
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        relay.interrupt();

        relay.join(10_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(report.delivered).containsExactly(quick);
        assertThat(report.failed).isEmpty();
        assertThat(arrived("slow")).hasSize(1);
    }

    @Test
    void sendsNothingOnAThreadThatWasInterruptedBefore() {
        open();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> publisher.publish(List.of(Events.unkeyed()), report))
                .isInstanceOf(InterruptedException.class);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> publisher.publish(Events.unkeyed())).isInstanceOf(InterruptedException.class);

        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void takesNoEvents() throws Exception {
        publisher.publish(List.of(), report);

        assertThat(report.delivered).isEmpty();
    }

    private void publish(List<OutboxEvent> events) {
        try {
            publisher.publish(events, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> arrived(String key) {
        return receiver.all().stream()
                .filter(got -> key.equals(got.header("ce-subject")))
                .map(got -> got.header("ce-id"))
                .toList();
    }

    private static List<String> ids(List<OutboxEvent> events, String key) {
        return events.stream()
                .filter(event -> event.key().orElseThrow().equals(key))
                .map(event -> event.id().toString())
                .toList();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The others did not come", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what it is told. */
    private static class Report implements DeliveryReport {
        final List<OutboxEvent> delivered = new ArrayList<>();
        final Map<OutboxEvent, Throwable> failed = new ConcurrentHashMap<>();

        @Override
        public synchronized void delivered(OutboxEvent event) {
            delivered.add(event);
        }

        @Override
        public void failed(OutboxEvent event, Throwable failure) {
            failed.put(event, failure);
        }
    }
}
