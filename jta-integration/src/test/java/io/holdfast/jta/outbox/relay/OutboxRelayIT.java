package io.holdfast.jta.outbox.relay;

import static io.holdfast.jta.outbox.relay.RelayFixture.event;
import static io.holdfast.jta.outbox.relay.RelayFixture.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay on real PostgreSQL, with publishers that do as they are told. */
class OutboxRelayIT {
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
    void deliversByHintsAloneWithinASecond() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        OutboxRelay relay = relays.idlePoll(Duration.ofHours(1)).start(sink);
        long begun = System.nanoTime();

        relays.publish(relay, events("a", 5));
        sink.awaitDelivered(5);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        relays.awaitEmpty();
    }

    @Test
    void deliversByPollingAlone() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.write(events("a", 250));

        relays.start(sink);
        sink.awaitDelivered(250);

        relays.awaitEmpty();
        assertThat(sink.delivered()).doesNotHaveDuplicates();
    }

    @Test
    void deliversALowerIdThatCommitsLater() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.start(sink);
        try (Connection slow = relays.connect()) {
            slow.setAutoCommit(false);
            relays.database.ready().insert(slow, List.of(event("a", "slow", null)), null);
            relays.write(event("a", "quick", null));
            sink.awaitDelivered(1);

            slow.commit();
        }
        sink.awaitDelivered(2);

        assertThat(sink.delivered()).containsExactly("quick", "slow");
    }

    @Test
    void takesNoHintForAProof() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        OutboxRelay relay = relays.start(sink);
        NewEvent never = event("a", "never", null);

        relay.offer(new Hint(
                relays.database,
                relay.newLease(relays.database, never.tenant()),
                List.of(new Hint.Row(4711, never, Instant.now()))));
        relays.publish(relay, event("a", "real", null));
        sink.awaitDelivered(1);

        assertThat(sink.delivered()).containsExactly("real");
    }

    @Test
    void keepsTheOrderOfAKeyThroughFailures() throws Exception {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            String text = ScriptedPublisher.text(event);
            if (text.endsWith("7") && failed.add(text)) {
                throw new IllegalStateException("once");
            }
        });
        OutboxRelay relay = relays.start(sink);
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            expected.add("k" + i);
            relays.publish(relay, event("a", "k" + i, "key"), event("b", "other" + i, null));
        }
        sink.awaitDelivered(120);

        assertThat(sink.delivered().stream()
                        .filter(text -> text.startsWith("k"))
                        .toList())
                .isEqualTo(expected);
        relays.awaitEmpty();
    }

    @Test
    void keepsTheOrderOfAKeyBetweenRelays() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ScriptedPublisher.Script note = event -> order.add(ScriptedPublisher.text(event));
        OutboxRelay first = relays.start(new ScriptedPublisher(note));
        OutboxRelay second = relays.start(new ScriptedPublisher(note));
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            expected.add("k" + i);
            relays.publish(i % 2 == 0 ? first : second, event("a", "k" + i, "key"));
        }
        relays.awaitEmpty();

        assertThat(order).isEqualTo(expected);
    }

    @Test
    void claimsEachEventOnceBetweenRelays() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.write(events("a", 2000));
        for (int i = 0; i < 3; i++) {
            relays.start(sink);
        }

        relays.awaitEmpty();

        assertThat(sink.delivered()).hasSize(2000).doesNotHaveDuplicates();
    }

    @Test
    void parksAfterTheLastAttemptAndBlocksTheKeyOnly() throws Exception {
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (ScriptedPublisher.text(event).equals("bad")) {
                throw new AssertionError("an Error counts as well");
            }
        });
        OutboxRelay relay = relays.start(sink);

        relays.publish(relay, event("a", "bad", "k"), event("a", "behind", "k"), event("a", "free", "other"));
        Await.until("parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 1);
        relays.publish(relay, event("a", "late", "k"), event("b", "k of b", "k"));
        sink.awaitDelivered(2);

        assertThat(sink.delivered()).containsExactlyInAnyOrder("free", "k of b");
        assertThat(sink.tried().stream()
                        .filter(event -> ScriptedPublisher.text(event).equals("bad")))
                .extracting(OutboxEvent::attempt)
                .containsExactly(1, 2, 3);
        Await.until("what is blocked is left", RelayFixture.PATIENCE, () -> relays.count("outbox") == 2);
    }

    @Test
    void skipsAPoisonEventWhereTheChannelSaysSo() throws Exception {
        ScriptedPublisher sink = poisonous();
        OutboxRelay relay = relays.onPoison(PoisonPolicy.SKIP).start(sink);

        relays.publish(relay, event("a", "bad", "k"), event("a", "behind", "k"));
        sink.awaitDelivered(1);

        assertThat(relays.count("outbox_parked")).isOne();
        assertThat(sink.delivered()).containsExactly("behind");
    }

    @Test
    void stopsTheChannelOfTheTenantWhereTheChannelSaysSo() throws Exception {
        ScriptedPublisher sink = poisonous();
        OutboxRelay relay = relays.onPoison(PoisonPolicy.BLOCK_CHANNEL).start(sink);

        relays.publish(relay, event("a", "bad", "k"));
        Await.until("parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 1);
        relays.publish(relay, event("a", "unrelated", "x"), event("b", "of b", "x"));
        sink.awaitDelivered(1);

        assertThat(sink.delivered()).containsExactly("of b");
        Await.until("what is blocked is left", RelayFixture.PATIENCE, () -> relays.count("outbox") == 1);
    }

    private static ScriptedPublisher poisonous() {
        return new ScriptedPublisher(event -> {
            if (ScriptedPublisher.text(event).equals("bad")) {
                throw new DeliveryException(FailureClass.POISON, "never", null);
            }
        });
    }

    @Test
    void spendsNoAttemptsWhileAChannelIsDown() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (down.get() && event.tenant().orElseThrow().value().equals("a")) {
                throw new DeliveryException(FailureClass.CHANNEL_DOWN, "down", null);
            }
        });
        OutboxRelay relay = relays.attempts(2).start(sink);

        relays.publish(relay, events("a", 50));
        Await.until(
                "probed some times", RelayFixture.PATIENCE, () -> sink.tried().size() > 55);
        relays.publish(relay, events("b", 20));
        sink.awaitDelivered(20);
        int triedWhileDown = sink.tried().size();
        assertThat(triedWhileDown).as("one at a time").isLessThan(300);
        assertThat(relays.count("outbox_parked")).isZero();
        down.set(false);
        relays.awaitEmpty();

        assertThat(sink.delivered()).hasSize(70).doesNotHaveDuplicates();
        assertThat(sink.tried().subList(triedWhileDown, sink.tried().size()))
                .extracting(OutboxEvent::attempt)
                .containsOnly(1);
    }

    @Test
    void renewsTheLeaseOfASlowDelivery() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger lost = new AtomicInteger();
        ScriptedPublisher slow = new ScriptedPublisher(event -> end.await());
        OutboxRelay relay = relays.lease(Duration.ofSeconds(1))
                .listener(new OutboxListener() {
                    @Override
                    public void onLeaseLost(String dataSource, int events) {
                        lost.addAndGet(events);
                    }
                })
                .start(slow);
        relays.publish(relay, events("a", 1));
        Await.until(
                "it is under way", RelayFixture.PATIENCE, () -> !slow.tried().isEmpty());
        ScriptedPublisher other = ScriptedPublisher.taking();
        relays.start(other);

        // Three leases long, by the clock that leases are measured with.
        int due = 0;
        for (int i = 0; i < 30; i++) {
            relays.query("SELECT 1 FROM pg_sleep(0.1)");
            due += relays.query("SELECT count(*)::int FROM holdfast.outbox WHERE due_at < clock_timestamp()");
        }
        end.countDown();
        relays.awaitEmpty();

        assertThat(due).isZero();
        assertThat(other.delivered()).isEmpty();
        assertThat(lost).hasValue(0);
    }

    @Test
    void goesOnAfterItsClockHasJumped() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (first.getAndSet(false)) {
                end.await();
            }
        });
        OutboxRelay relay = relays.lease(Duration.ofSeconds(2)).threads(1).start(sink);
        relays.publish(relay, event("a", "1", "k"), event("a", "2", "k"), event("a", "3", "k"));
        Await.until(
                "the first is under way",
                RelayFixture.PATIENCE,
                () -> !sink.tried().isEmpty());

        relays.jump(Duration.ofHours(1));
        end.countDown();
        relays.awaitEmpty();

        assertThat(sink.delivered().stream().distinct().toList()).containsExactly("1", "2", "3");
    }

    @Test
    void leavesRowsOfUnknownTenantsAlone() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.write(event("stranger", "not ours", null), event("a", "ours", null));

        relays.start(sink);
        sink.awaitDelivered(1);
        Await.until("only the stranger's is left", RelayFixture.PATIENCE, () -> relays.count("outbox") == 1);

        assertThat(sink.delivered()).containsExactly("ours");
    }

    @Test
    void parksTwoEventsOfOneIdAndGoesOn() throws Exception {
        ScriptedPublisher sink = poisonous();
        OutboxRelay relay = relays.start(sink);
        NewEvent bad = event("a", "bad", null);

        relays.publish(relay, bad);
        Await.until("parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 1);
        relays.publish(relay, bad);
        Await.until("parked again", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 2);
        relays.publish(relay, event("b", "good", null));
        sink.awaitDelivered(1);

        relays.awaitEmpty();
    }

    @Test
    void parksWhatMayHaveKilledEveryNodeThatTriedIt() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.write(event("a", "deadly", null));
        try (Connection connection = relays.connect();
                Statement statement = connection.createStatement()) {
            // One of them may never have begun: it gets one more than the most.
            statement.execute("UPDATE holdfast.outbox SET attempts = 4");
        }

        relays.start(sink);
        Await.until("parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 1);

        assertThat(sink.tried()).isEmpty();
    }

    @Test
    void triesOnceWhatMayNeverHaveBeenTried() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        relays.write(event("a", "unsent", null));
        try (Connection connection = relays.connect();
                Statement statement = connection.createStatement()) {
            // As the transaction of a node has left it that was gone before it heard of its commit.
            statement.execute("UPDATE holdfast.outbox SET lease_token = 4711, lease_node = 'gone'");
        }

        relays.attempts(1).start(sink);
        sink.awaitDelivered(1);
        relays.awaitEmpty();

        assertThat(relays.count("outbox_parked")).isZero();
    }

    @Test
    void aListenerThatThrowsHoldsUpNothing() throws Exception {
        ScriptedPublisher sink = ScriptedPublisher.taking();
        OutboxRelay relay = relays.listener(new OutboxListener() {
                    @Override
                    public void onEnqueued(String dataSource, int events) {
                        throw new AssertionError("as asked for");
                    }

                    @Override
                    public void onDelivered(OutboxEvent event, Duration sinceWritten) {
                        throw new StackOverflowError();
                    }
                })
                .start(sink);

        relays.publish(relay, events("a", 3));

        relays.awaitEmpty();
        assertThat(sink.delivered()).hasSize(3);
    }
}
