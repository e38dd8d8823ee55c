package io.holdfast.jta.outbox.relay;

import static io.holdfast.jta.outbox.relay.RelayFixture.event;
import static io.holdfast.jta.outbox.relay.RelayFixture.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one tenant does to the others, on real PostgreSQL. */
class OutboxRelayFairnessIT {
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
    void deliversForOthersWhileATenantHangs() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (event.tenant().orElseThrow().value().equals("a")) {
                end.await();
            }
        });
        OutboxRelay relay = relays.threads(2).start(sink);

        relays.publish(relay, events("a", 100));
        Await.until(
                "all threads hang", RelayFixture.PATIENCE, () -> sink.tried().size() >= 2);
        relays.publish(relay, events("b", 10));
        sink.awaitDelivered(10);

        assertThat(sink.delivered()).allMatch(text -> text.startsWith("b"));
        end.countDown();
        relays.awaitEmpty();
    }

    @Test
    void sendsWhatIsConfirmedBeforeItLooksForMore() throws Exception {
        execute("""
                CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_sleep(3); RETURN NEW; END $$;
                CREATE TRIGGER slow BEFORE UPDATE ON holdfast.outbox FOR EACH ROW WHEN (OLD.tenant_id = 'a')
                    EXECUTE FUNCTION slow();
                """);
        List<Integer> claimed = new CopyOnWriteArrayList<>();
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (ScriptedPublisher.text(event).equals("second")) {
                claimed.add(claimedOfA());
            }
        });
        OutboxRelay relay = relays.idlePoll(Duration.ofHours(1)).start(sink);
        relays.publish(relay, event("b", "settled", null));
        sink.awaitDelivered(1);
        relays.awaitEmpty();
        Hint first = relays.commit(relay, event("b", "first", null));
        Hint second = relays.commit(relay, event("b", "second", null));
        relays.write(event("a", "backlog", null));

        try (Connection lock = relays.connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE holdfast.outbox");
            // This round waits for the lock; the next one has a hint and is to look for more.
            relay.offer(first);
            Await.until(
                    "a round waits",
                    RelayFixture.PATIENCE,
                    () -> relays.query("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            relay.offer(second);
            relay.wake(relays.database);
            lock.commit();
        }
        sink.awaitDelivered(4);

        assertThat(claimed).containsExactly(0);
    }

    private int claimedOfA() {
        try {
            return relays.query("SELECT count(*) FROM holdfast.outbox WHERE tenant_id = 'a' AND lease_token <> 0");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = relays.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void deliversForOthersWhileAHundredKeysOfATenantHang() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (event.tenant().orElseThrow().value().equals("a")) {
                end.await();
            }
        });
        OutboxRelay relay = relays.lease(Duration.ofHours(1)).threads(1).start(sink);
        relays.publish(
                relay,
                IntStream.range(0, 100)
                        .mapToObj(i -> event("a", "a" + i, "k" + i))
                        .toArray(NewEvent[]::new));
        Await.until(
                "the thread hangs", RelayFixture.PATIENCE, () -> !sink.tried().isEmpty());
        // Time enough for each of them to be made up for, over and over.
        for (int i = 0; i < 60; i++) {
            relays.jump(Duration.ofSeconds(2));
            relays.query("SELECT 1 FROM pg_sleep(0.1)");
        }
        long begun = System.nanoTime();

        relays.publish(relay, events("b", 10));
        sink.awaitDelivered(10);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(sink.delivered()).allMatch(text -> text.startsWith("b"));
        end.countDown();
        relays.awaitEmpty();
    }

    @Test
    void doesNotLetOneTenantTakeAllTheRoom() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            if (event.tenant().orElseThrow().value().equals("a")) {
                end.await();
            }
        });
        relays.write(events("a", 500));
        relays.maxInFlight(100).threads(2).start(sink);
        Await.until("a is at it", RelayFixture.PATIENCE, () -> !sink.tried().isEmpty());

        relays.write(events("b", 10));
        sink.awaitDelivered(10);

        end.countDown();
        relays.awaitEmpty();
    }

    @Test
    void dropsHintsThatFindNoPlaceAndDeliversAllTheSame() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ScriptedPublisher sink = new ScriptedPublisher(event -> end.await());
        OutboxRelay relay = relays.maxInFlight(25).lease(Duration.ofSeconds(1)).start(sink);

        for (int i = 0; i < 40; i++) {
            relays.publish(relay, events("a", 20));
        }
        end.countDown();
        relays.awaitEmpty();

        assertThat(sink.delivered()).hasSizeGreaterThanOrEqualTo(800);
    }
}
