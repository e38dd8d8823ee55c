package io.holdfast.jta.outbox.relay;

import static io.holdfast.jta.outbox.relay.RelayFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database in which not everything works, on real PostgreSQL. */
class OutboxRelayTroubleIT {
    private static final Logger LOG = Logger.getLogger("io.holdfast.outbox");

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private RelayFixture relays;

    @BeforeEach
    void create() throws Exception {
        relays = RelayFixture.create();
        LOG.addHandler(listener);
    }

    @AfterEach
    void close() {
        relays.close();
        LOG.removeHandler(listener);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = relays.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long logged(String id) {
        return messages.stream().filter(message -> message.startsWith(id)).count();
    }

    private static ScriptedPublisher refusing(String prefix) {
        return new ScriptedPublisher(event -> {
            if (ScriptedPublisher.text(event).startsWith(prefix)) {
                throw new DeliveryException(FailureClass.POISON, "never", null);
            }
        });
    }

    @Test
    void goesOnWhereOneRowCannotBeParked() throws Exception {
        execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF convert_from(NEW.payload, 'UTF8') = 'bad1' THEN RAISE EXCEPTION 'not this one'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON holdfast.outbox_parked FOR EACH ROW EXECUTE FUNCTION refuse();
                """);
        ScriptedPublisher sink = refusing("bad");
        OutboxRelay relay = relays.lease(Duration.ofSeconds(2)).start(sink);

        relays.publish(
                relay,
                event("a", "bad1", "k1"),
                event("a", "behind", "k1"),
                event("a", "bad2", "k2"),
                event("a", "bad3", "k3"));
        relays.publish(relay, event("a", "good", null), event("b", "good too", "k1"));
        sink.awaitDelivered(2);
        Await.until("the others are parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 2);
        relays.query("SELECT 1 FROM pg_sleep(3)");

        assertThat(sink.delivered()).containsExactlyInAnyOrder("good", "good too");
        assertThat(logged("HOLDF00637")).as("once a lease").isBetween(1L, 4L);
        execute("DROP TRIGGER refuse ON holdfast.outbox_parked");
        Await.until("it is parked later", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 3);
        assertThat(sink.delivered()).doesNotContain("behind");
    }

    @Test
    void parksBeforeItConfirmsWhatThatHoldsUp() throws Exception {
        TellingPublisher sink = new TellingPublisher();
        OutboxRelay relay = relays.onPoison(PoisonPolicy.BLOCK_CHANNEL)
                .idlePoll(Duration.ofHours(1))
                .start(sink);
        relays.publish(relay, event("a", "bad", null));
        sink.tried.await();
        Hint other = relays.commit(relay, event("b", "other", null));
        Hint behind = relays.commit(relay, event("a", "behind", null));

        try (Connection lock = relays.connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE holdfast.outbox");
            // This round waits for the lock; the next one has a row to park and a hint that it holds up.
            relay.offer(other);
            Await.until(
                    "a round waits",
                    RelayFixture.PATIENCE,
                    () -> relays.query("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            sink.fail.countDown();
            sink.told.await();
            relay.offer(behind);
            lock.commit();
        }
        Await.until("it is parked", RelayFixture.PATIENCE, () -> relays.count("outbox_parked") == 1);
        relays.publish(relay, event("b", "last", null));
        Await.until("a later round sends", RelayFixture.PATIENCE, () -> sink.sent.contains("last"));

        assertThat(sink.sent).containsExactlyInAnyOrder("other", "last");
    }

    /** Fails what is bad once it may, and knows when that was reported. */
    private static final class TellingPublisher implements OutboxPublisher {

        private final CountDownLatch tried = new CountDownLatch(1);
        private final CountDownLatch fail = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);
        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "telling";
        }

        @Override
        public void publish(OutboxEvent event) {
            sent.add(ScriptedPublisher.text(event));
        }

        @Override
        public void publish(List<OutboxEvent> events, DeliveryReport report) throws InterruptedException {
            for (OutboxEvent event : events) {
                if (ScriptedPublisher.text(event).equals("bad")) {
                    tried.countDown();
                    fail.await();
                    report.failed(event, new DeliveryException(FailureClass.POISON, "never", null));
                    told.countDown();
                } else {
                    publish(event);
                    report.delivered(event);
                }
            }
        }
    }

    @Test
    void saysThatNothingWaitsAnyMoreForAChannelThatIsDown() throws Exception {
        ScriptedPublisher sink = new ScriptedPublisher(event -> {
            throw new DeliveryException(FailureClass.CHANNEL_DOWN, "down", null);
        });
        OutboxRelay relay = relays.start(sink);
        relays.publish(relay, event("a", "1", null));
        Await.until("it is down", RelayFixture.PATIENCE, () -> logged("HOLDF00625") == 1);

        Await.until("the row is gone", RelayFixture.PATIENCE, () -> {
            execute("DELETE FROM holdfast.outbox");
            return logged("HOLDF00638") == 1;
        });

        assertThat(sink.tried()).extracting(OutboxEvent::channel).contains("default");
        assertThat(logged("HOLDF00626")).isZero();
    }
}
