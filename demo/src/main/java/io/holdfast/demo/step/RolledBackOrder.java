package io.holdfast.demo.step;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.demo.step.Checkout.OutOfStock;

/** An exception rolls back; the pin stays. */
final class RolledBackOrder implements Step {

    @Override
    public String title() {
        return "A rollback";
    }

    @Override
    public String intent() {
        return "A @Transactional method places an order and then throws.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        boolean pinned = stage.request("acme", () -> {
            try {
                stage.bean(Checkout.class).placeAndFail("kettle");
            } catch (OutOfStock expected) {
                return stage.bean(ReadAfterWritePin.class).isPinned("orders");
            }
            throw new IllegalStateException("The exception of the business method got lost");
        });
        int stored = OneTransaction.orders(stage, "acme", "kettle");
        stage.observe("Orders stored: %d. The request stays pinned to the primary: %s.", stored, pinned ? "yes" : "no");
        stage.claim("nothing of a rolled back transaction is stored", stored == 0);
        stage.claim("a rollback does not take the pin away", pinned);
    }
}
