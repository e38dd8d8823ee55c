package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderDesk;
import io.holdfast.demo.step.Checkout.OutOfStock;
import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.util.UUID;

/** Nobody hears of what never happened. */
final class EventAfterRollback implements Step {

    private static final String ITEM = "mirror";

    @Override
    public String title() {
        return "An order and its event, rolled back";
    }

    @Override
    public String intent() {
        return "A transaction publishes and then throws. A later one with the same tenant and key commits: its event would have"
                + " to wait for the first one, if there were any.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        boolean thrown = stage.request("acme", () -> {
            try {
                stage.bean(Checkout.class).orderAndFail(ITEM);
                return false;
            } catch (OutOfStock expected) {
                return true;
            }
        });
        stage.claim("the exception of the business method comes through", thrown);
        UUID later = stage.request("acme", () -> stage.bean(OrderDesk.class).order(ITEM));
        stage.bean(Arrivals.class).await(later);
        Await.until("the outbox is empty", Duration.ofSeconds(5), () -> stage.count("holdfast.outbox") == 0);
        long ofRollback = stage.bean(Arrivals.class).of(ITEM).stream()
                .filter(arrival -> !arrival.notice().event().id().equals(later))
                .count();
        int stored = stage.count("acme.notices WHERE item = '" + ITEM + "' AND event <> '" + later + "'");
        stage.observe(
                "The later event is delivered, the table is empty. Handlers called for the rolled back one: %d, notices"
                        + " stored: %d.",
                ofRollback, stored);
        stage.report().deliveredAfterRollback(ofRollback);
        stage.claim("no handler is called for an event that was rolled back", ofRollback == 0);
        stage.claim("no notice is stored for an event that was rolled back", stored == 0);
    }
}
