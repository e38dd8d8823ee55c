package io.holdfast.demo.step;

import io.holdfast.DataSourceRegistry;
import io.holdfast.TenantDataSource;
import io.holdfast.demo.orders.OrderDesk;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Order outlives a failure, and what cannot be delivered is kept. */
final class EventsThatFail implements Step {

    private static final String ITEM = Arrivals.FRAGILE + "vase";

    @Override
    public String title() {
        return "Events that fail";
    }

    @Override
    public String intent() {
        return "Two events of one key, whose handlers fail at the first attempt; then an event that no handler wants.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        UUID first = stage.request("acme", () -> stage.bean(OrderDesk.class).order(ITEM));
        UUID second = stage.request("acme", () -> stage.bean(OrderDesk.class).order(ITEM));
        stage.bean(Arrivals.class).await(second);
        List<String> calls = stage.bean(Arrivals.class).of(ITEM).stream()
                .map(arrival -> arrival.notice().event())
                .map(event -> (event.id().equals(first) ? "first" : "second") + " #" + event.attempt())
                .distinct()
                .toList();
        stage.observe("Deliveries, with their attempts: %s.", String.join(", ", calls));
        stage.claim(
                "an event waits for an earlier one of its key, also while that fails",
                calls.equals(List.of("first #1", "first #2", "second #1", "second #2")));
        park(stage);
    }

    private static void park(Stage stage) throws Exception {
        UUID id = stage.request("acme", () -> stage.bean(Checkout.class).publishUnknown());
        TenantDataSource acme = stage.bean(DataSourceRegistry.class).forTenant("acme");
        OutboxAdmin admin = stage.bean(OutboxAdmin.class);
        Await.until("it is parked", Duration.ofSeconds(10), () -> isParked(admin, acme));
        OutboxEntry entry = admin.list(acme, OutboxEntry.State.PARKED, 10).get(0);
        stage.observe("Parked: %s", entry.lastError().orElse("?"));
        stage.claim("an event that nobody wants is parked", entry.event().id().equals(id));
        stage.claim("a parked event can be discarded", admin.discard(acme, id) && !isParked(admin, acme));
    }

    private static boolean isParked(OutboxAdmin admin, TenantDataSource dataSource) {
        return !admin.list(dataSource, OutboxEntry.State.PARKED, 1).isEmpty();
    }
}
