package io.holdfast.benchmarks.outbox;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxHandler;
import io.holdfast.outbox.spi.OutboxPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Where events go to: nowhere. */
@ApplicationScoped
public class Sink implements OutboxPublisher {

    private static final long FLOOD_NANOS = 50_000_000;

    private final Deliveries deliveries = new Deliveries();
    private volatile Latencies latencies;

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public void publish(OutboxEvent event) {
        Latencies timed = latencies;
        if (event.type().equals(Payloads.FLOOD_TYPE)) {
            flood();
        } else if (timed == null) {
            deliveries.delivered();
        } else {
            timed.handled(Integer.parseInt(new String(event.payload(), StandardCharsets.US_ASCII)));
        }
    }

    /** Of a tenant that has far more than it can be given. */
    private void flood() {
        LockSupport.parkNanos(FLOOD_NANOS);
        deliveries.delivered();
    }

    /** As most applications get their events. */
    @OutboxHandler("handled.*")
    public void handle(OutboxEvent event) {
        deliveries.delivered();
    }

    /** What has arrived. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Events tell their number from now on; null for no more. */
    public void time(Latencies next) {
        latencies = next;
    }
}
