package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderService;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;

/** Nobody ever gets another tenant's database. */
final class UnknownTenant implements Step {

    @Override
    public String title() {
        return "An unknown tenant";
    }

    @Override
    public String intent() {
        return "A request of tenant 'initech', which nobody configured, wants to place an order.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        long before = stage.tally().all();
        DataErrorKind kind = stage.request("initech", () -> {
            try {
                stage.bean(OrderService.class).place("stapler");
                return null;
            } catch (Exception e) {
                DataErrorKind found = DataErrors.classify(e).kind();
                stage.observe("%s: %s", found, Messages.of(e));
                return found;
            }
        });
        stage.claim("an unknown tenant is refused as TENANT", kind == DataErrorKind.TENANT);
        stage.claim("an unknown tenant gets no connection", stage.tally().all() == before);
    }
}
