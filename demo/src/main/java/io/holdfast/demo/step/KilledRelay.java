package io.holdfast.demo.step;

import io.holdfast.DataSourceRegistry;
import io.holdfast.TenantDataSource;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEvent;
import java.time.Duration;
import java.util.UUID;

/** The death of a node loses no event, and what handlers store happens once. */
final class KilledRelay implements Step {

    private static final String TENANT = "globex";

    @Override
    public String title() {
        return "A node dies while it delivers";
    }

    @Override
    public String intent() {
        return "A second process takes an order and delivers its event. It is killed when its first handler has committed and"
                + " its second one has not. Its lease on the event is 2 s.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        try (SecondNode node = SecondNode.start(TENANT, "clock")) {
            UUID id = node.awaitStall();
            boolean leased = inHand(stage, id);
            int before = notices(stage, id);
            stage.observe("Event %s is in hand of the second process. Notices committed: %d. Killed.", id, before);
            stage.claim("an event that is being delivered is in hand of its node", leased);
            stage.claim("the second process has committed one of two notices", before == 1);
            node.kill();
            long killed = System.nanoTime();
            takeOver(stage, id, killed);
        }
    }

    private static void takeOver(Stage stage, UUID id, long killed) throws Exception {
        OutboxEvent event = stage.bean(Arrivals.class).await(id);
        long millis = Duration.ofNanos(System.nanoTime() - killed).toMillis();
        int calls = stage.bean(Arrivals.class).of(id).size();
        int stored = notices(stage, id);
        int readers = stage.count("(SELECT DISTINCT reader FROM " + ofEvent(id) + ") AS readers");
        stage.observe(
                "Delivered by this process %d ms later: same id, attempt %d. Handlers called: %d, the other one had"
                        + " committed. Notices stored: %d.",
                millis, event.attempt(), calls, stored);
        stage.report().redelivered(event.attempt(), millis);
        stage.claim("an event of a dead node is delivered by another one as attempt 2", event.attempt() == 2);
        stage.claim("a handler that has committed is not called again", calls == 1);
        stage.claim("each handler has stored its notice exactly once", stored == 2 && readers == 2);
    }

    private static boolean inHand(Stage stage, UUID id) {
        TenantDataSource dataSource = stage.bean(DataSourceRegistry.class).forTenant(TENANT);
        return stage.bean(OutboxAdmin.class)
                .find(dataSource, id)
                .filter(OutboxEntry::leased)
                .isPresent();
    }

    private static int notices(Stage stage, UUID id) throws Exception {
        return stage.count(ofEvent(id));
    }

    private static String ofEvent(UUID id) {
        return TENANT + ".notices WHERE event = '" + id + "'";
    }
}
