package io.holdfast.jta.outbox.relay;

import static io.holdfast.jta.outbox.relay.RelayFixture.event;
import static io.holdfast.jta.outbox.relay.RelayFixture.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries that are under way when a relay stops, on real PostgreSQL. */
class OutboxRelayStopIT {
    private RelayFixture relays;

    @BeforeEach
    void create() throws Exception {
        relays = RelayFixture.create();
    }

    @AfterEach
    void close() {
        relays.close();
    }

    @Test
    void handsOverAtShutdown() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher busy = new ScriptedPublisher(event -> {
            begun.countDown();
            end.await();
        });
        OutboxRelay first = relays.lease(Duration.ofHours(1)).threads(2).start(busy);
        relays.publish(first, events("a", 200));
        begun.await();

        Thread stop = new Thread(first::stop);
        stop.start();
        Await.until("it is stopping", RelayFixture.PATIENCE, () -> first.newLease(relays.database, "acme") == null);
        end.countDown();
        stop.join();
        ScriptedPublisher heir = ScriptedPublisher.taking();
        relays.start(heir);
        relays.awaitEmpty();

        assertThat(busy.delivered()).isNotEmpty();
        assertThat(heir.delivered()).isNotEmpty().doesNotContainAnyElementsOf(busy.delivered());
        assertThat(busy.delivered().size() + heir.delivered().size()).isEqualTo(200);
    }

    // Often, since what is told in a moment is told in two milliseconds, and the relay has to stop within them.
    @RepeatedTest(20)
    void tellsWhatWasDeliveredBeforeItStopped() throws Exception {
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (ScriptedPublisher.text(event).equals("last")) {
                stopping.set(true);
                end.await();
            }
        });
        OutboxRelay relay = relays.lease(Duration.ofHours(1)).threads(1).start(sink);
        Thread stop = stopsWhen(relay, stopping);

        // One batch: the first is delivered just before the relay stops, and told while it waits for the second.
        relays.publish(relay, event("a", "first", "k"), event("a", "last", "k"));

        awaitOneLeft(stop, end);
    }

    @RepeatedTest(20)
    void tellsWhatIsDeliveredWhileItStops() throws Exception {
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            switch (ScriptedPublisher.text(event)) {
                case "slow" -> {
                    hangs.countDown();
                    end.await();
                }
                case "first" -> hangs.await();
                default -> {
                    stopping.set(true);
                    stopped.await();
                }
            }
        });
        OutboxRelay relay = relays.lease(Duration.ofHours(1)).threads(2).start(sink);
        Thread stop = stopsWhen(relay, stopping);
        relays.publish(relay, event("a", "slow", "other"), event("a", "first", "k"), event("a", "second", "k"));
        // The first is told by now, or has asked to be told in a moment that will never come.
        Await.until("it is stopping", RelayFixture.PATIENCE, () -> relay.newLease(relays.database, "acme") == null);
        Await.until("the first is told", Duration.ofSeconds(4), () -> relays.count("outbox") == 2);

        stopped.countDown();

        awaitOneLeft(stop, end);
    }

    private static Thread stopsWhen(OutboxRelay relay, AtomicBoolean stopping) {
        Thread stop = new Thread(() -> {
            while (!stopping.get()) {
                Thread.onSpinWait();
            }
            relay.stop();
        });
        stop.start();
        return stop;
    }

    private void awaitOneLeft(Thread stop, CountDownLatch end) throws Exception {
        Await.until("all but one are told", Duration.ofSeconds(4), () -> relays.count("outbox") == 1);
        assertThat(stop.isAlive()).as("it waits for the last one").isTrue();
        end.countDown();
        stop.join();
        assertThat(relays.count("outbox")).isZero();
    }
}
