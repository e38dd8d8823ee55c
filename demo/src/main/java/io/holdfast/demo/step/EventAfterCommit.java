package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderDesk;
import io.holdfast.outbox.OutboxEvent;
import java.time.Duration;
import java.util.UUID;

/** An event is with its handlers right after the commit. */
final class EventAfterCommit implements Step {

    private static final String ITEM = "lamp";
    private static final long MOMENTS_MILLIS = 1000;

    @Override
    public String title() {
        return "An order and its event";
    }

    @Override
    public String intent() {
        return "For each tenant, one transaction places an order and publishes an event. Two @OutboxHandler methods store a"
                + " notice each.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        for (String tenant : Stage.TENANTS) {
            UUID id = stage.request(tenant, () -> stage.bean(OrderDesk.class).order(ITEM));
            long committed = System.nanoTime();
            show(stage, tenant, id, committed);
        }
    }

    private static void show(Stage stage, String tenant, UUID id, long committed) throws Exception {
        OutboxEvent event = stage.bean(Arrivals.class).await(id);
        long arrived = stage.bean(Arrivals.class).of(id).get(0).nanos();
        // Its thread may be faster than the one that comes back from the commit.
        long millis = Math.max(0, Duration.ofNanos(arrived - committed).toMillis());
        String of = event.tenant().orElseThrow().value();
        stage.observe("Event %s of tenant %s: with its handler %d ms after the commit.", id, of, millis);
        stage.report().delivered(millis);
        stage.claim("an event is with its handler within a second of the commit", millis < MOMENTS_MILLIS);
        stage.claim("an event is delivered for the tenant that published it", of.equals(tenant));
        for (String schema : Stage.TENANTS) {
            int expected = schema.equals(tenant) ? 2 : 0;
            stage.claim(
                    "each handler has stored its notice once, and for that tenant only",
                    stage.count(schema + ".notices WHERE event = '" + id + "'") == expected);
        }
    }
}
