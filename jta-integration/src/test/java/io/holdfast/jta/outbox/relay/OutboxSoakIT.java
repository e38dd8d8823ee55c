package io.holdfast.jta.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.testsupport.Await;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A receiver that is down under load: twenty thousand events and some seconds, or a million and two minutes with {@code -Psoak}. */
class OutboxSoakIT {
    private static final boolean SOAK =
            !Duration.parse(System.getProperty("soak.duration", "PT0S")).isZero();
    private static final int EVENTS = SOAK ? 1_000_000 : 20_000;
    private static final int BATCH = 1_000;
    private static final Duration DOWN = SOAK ? Duration.ofMinutes(2) : Duration.ofSeconds(3);
    private static final Duration PATIENCE = SOAK ? Duration.ofMinutes(15) : Duration.ofMinutes(2);
    private static final long LEAST_HEAP = 64L << 20;

    private static long heapAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Math.max(
                LEAST_HEAP,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static NewEvent[] batch() {
        NewEvent[] events = new NewEvent[BATCH];
        for (int i = 0; i < BATCH; i++) {
            events[i] = RelayFixture.event(i % 2 == 0 ? "a" : "b", "payload " + "x".repeat(200), null);
        }
        return events;
    }

    @Test
    void keepsHeapAndAttemptsWhileAReceiverIsDown() throws Exception {
        try (RelayFixture relays = RelayFixture.create()) {
            Receiver receiver = new Receiver();
            // As many at once as users get who configure nothing; other tests want many small claims.
            // What finds no place in memory waits for its lease to end.
            OutboxRelay relay = relays.lease(Duration.ofSeconds(SOAK ? 20 : 3))
                    .attempts(2)
                    .batchSize(500)
                    .start(receiver);
            relays.publish(relay, batch());
            relays.awaitEmpty();
            long before = heapAfterCollection();

            receiver.down = true;
            long begun = System.nanoTime();
            for (int written = 0; written < EVENTS; written += BATCH) {
                relays.publish(relay, batch());
            }
            Await.until("it was down for long enough", PATIENCE, () -> System.nanoTime() - begun >= DOWN.toNanos());
            long after = heapAfterCollection();
            int triedWhileDown = receiver.tried.get();
            receiver.down = false;
            // Counting the rows all the time would be a load of its own.
            Await.until("all is delivered", PATIENCE, () -> receiver.delivered.get() >= EVENTS + BATCH);
            relays.awaitEmpty();

            assertThat(after).isLessThan(before + before / 10);
            assertThat(triedWhileDown - BATCH).as("tried while down").isLessThan(EVENTS / 2);
            assertThat(receiver.mostAttempts).hasValue(1);
            assertThat(relays.count("outbox_parked")).isZero();
        }
    }

    private static final class Receiver implements OutboxPublisher {
        private final AtomicInteger tried = new AtomicInteger();
        private final AtomicInteger delivered = new AtomicInteger();
        private final AtomicInteger mostAttempts = new AtomicInteger();
        private volatile boolean down;

        @Override
        public String name() {
            return "receiver";
        }

        @Override
        public void publish(OutboxEvent event) throws DeliveryException {
            tried.incrementAndGet();
            if (down) {
                throw new DeliveryException(FailureClass.CHANNEL_DOWN, "down", null);
            }
            mostAttempts.accumulateAndGet(event.attempt(), Math::max);
            delivered.incrementAndGet();
        }
    }
}
