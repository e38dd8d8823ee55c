package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderService;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import java.util.concurrent.Callable;

/** A read route is read-only wherever it leads. */
final class WriteOnReadRoute implements Step {

    @Override
    public String title() {
        return "A write on a read route";
    }

    @Override
    public String intent() {
        return "An INSERT through @ReadRoute: on a standby, then pinned to the primary, then an order inside @ReadOnly.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        Mistakes mistakes = stage.bean(Mistakes.class);
        refused(stage, "on a standby", mistakes::writeThroughReadRoute);
        refused(stage, "on the primary", () -> {
            stage.bean(OrderService.class).place("saucer");
            return mistakes.writeThroughReadRoute();
        });
        refused(stage, "in a read scope", mistakes::placeInReadScope);
        stage.claim("nothing written on a read route is stored", OneTransaction.orders(stage, "acme", "mistake") == 0);
    }

    private static void refused(Stage stage, String where, Callable<Long> write) throws Exception {
        DataErrorKind kind = stage.request("acme", () -> {
            try {
                write.call();
                return null;
            } catch (Exception e) {
                DataErrorDetails details = DataErrors.classify(e);
                stage.observe("%s: %s", details.kind(), Messages.of(e));
                return details.kind();
            }
        });
        stage.claim("a write on a read route " + where + " is refused as READ_ONLY", kind == DataErrorKind.READ_ONLY);
    }
}
