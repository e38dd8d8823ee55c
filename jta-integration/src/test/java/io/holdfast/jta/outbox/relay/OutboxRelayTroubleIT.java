package io.holdfast.jta.outbox.relay;

import static io.holdfast.jta.outbox.relay.RelayFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
