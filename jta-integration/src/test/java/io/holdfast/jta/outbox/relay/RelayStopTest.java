package io.holdfast.jta.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.jta.outbox.SilentDatabase;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a relay stops whose databases do not do as they should. */
class RelayStopTest {
    private final CountDownLatch end = new CountDownLatch(1);

    private static OutboxDatabase outbox(Runnable whenAsked) {
        return new OutboxDatabase(
                new SilentDatabase("orders", List.of(), whenAsked), OutboxSettings.Schema.EXTERNAL, List.of());
    }

    private static OutboxRelay relay(OutboxDatabase... databases) {
        RetryPolicy retry = new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));
        OutboxChannel channel =
                new OutboxChannel("default", List.of(), "scripted", PoisonPolicy.BLOCK_KEY, retry, Map.of());
        Duration poll = Duration.ofMillis(20);
        return new OutboxRelay(
                new RelayParts(
                        new OutboxSettings.Relay(
                                true, true, Duration.ofHours(1), poll, poll, 100, 2, 100, Duration.ofSeconds(1)),
                        new OutboxSettings.Retention(Duration.ofDays(1), Duration.ZERO),
                        new Publishers(List.of(ScriptedPublisher.taking()), new Channels(List.of(channel))),
                        new RelayEvents(List.of()),
                        task -> {
                            Thread thread = new Thread(task);
                            thread.setDaemon(true);
                            return thread;
                        },
                        System::nanoTime,
                        bound -> 0),
                List.of(databases));
    }

    private static void hint(OutboxRelay relay, OutboxDatabase database) {
        Lease lease = relay.newLease(database, "");
        relay.offer(
                new Hint(database, lease, List.of(new Hint.Row(1, RelayFixture.event("", "1", null), Instant.EPOCH))));
    }

    @Test
    @Timeout(60)
    void leavesADatabaseAloneWhoseRoundHangs() {
        AtomicInteger calls = new AtomicInteger();
        OutboxDatabase hanging = outbox(() -> {
            calls.incrementAndGet();
            uninterruptibly(end);
        });
        OutboxRelay relay = relay(hanging);
        relay.start();
        hint(relay, hanging);
        Await.until("a round hangs", RelayFixture.PATIENCE, () -> calls.get() == 1);
        long begun = System.nanoTime();

        relay.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        assertThat(calls).as("nothing beside the round").hasValue(1);
        end.countDown();
    }

    @Test
    @Timeout(60)
    void handsOverTheOtherDatabasesIfOneBreaks() {
        List<AtomicInteger> calls = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        List<OutboxDatabase> databases = calls.stream()
                .map(count -> outbox(() -> {
                    count.incrementAndGet();
                    throw new NoClassDefFoundError("undeployed");
                }))
                .toList();
        OutboxRelay relay = relay(databases.toArray(OutboxDatabase[]::new));
        relay.start();
        databases.forEach(database -> hint(relay, database));
        Await.until(
                "all have begun", RelayFixture.PATIENCE, () -> calls.stream().allMatch(count -> count.get() > 0));

        // What is offered now is left for the end: the databases rest after their failure.
        databases.forEach(database -> hint(relay, database));
        relay.stop();

        List<Integer> before = calls.stream().map(AtomicInteger::get).toList();
        assertThat(before).allMatch(count -> count >= 2);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean ended = false;
        while (!ended) {
            try {
                latch.await(25, TimeUnit.SECONDS);
                ended = true;
            } catch (InterruptedException e) {
                // As a driver does that waits for a socket.
            }
        }
    }
}
