package io.holdfast.tck.weldse.nodes;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.testsupport.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where events go to: the standard output of the node. */
@ApplicationScoped
public class Sink implements OutboxPublisher, OutboxListener {

    static final String HOLD = "sink.hold";

    private final AtomicBoolean held = new AtomicBoolean();

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public void publish(OutboxEvent event) throws DeliveryException {
        CrashPoints.pass("send:before", null);
        if (System.getProperty(HOLD) != null && held.compareAndSet(false, true)) {
            Story.tell("SENDING " + event.id());
            awaitFile(Path.of(System.getProperty(HOLD)));
        }
        if (System.getProperty("sink.down") != null && Files.exists(Path.of(System.getProperty("sink.down")))) {
            throw new DeliveryException(FailureClass.CHANNEL_DOWN, "the sink is down", null);
        }
        Story.tell("DELIVERED " + event.id() + " " + event.attempt());
        CrashPoints.pass("send:after", null);
    }

    private static void awaitFile(Path file) {
        Await.until("let go", Duration.ofSeconds(60), () -> Files.exists(file));
    }

    @Override
    public void onEnqueued(String dataSource, int events) {
        CrashPoints.pass("hint:before", null);
    }

    @Override
    public void onLeaseLost(String dataSource, int events) {
        Story.tell("LEASE_LOST " + events);
    }
}
