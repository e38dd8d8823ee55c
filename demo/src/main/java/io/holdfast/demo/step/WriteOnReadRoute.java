package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderService;
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
        stage.observe("%s", refused(stage, "on a standby", mistakes::writeThroughReadRoute));
        String onPrimary = refused(stage, "on the primary", () -> {
            stage.bean(OrderService.class).place("saucer");
            return mistakes.writeThroughReadRoute();
        });
        stage.observe("%s", Messages.firstSentence(onPrimary));
        String inScope = refused(stage, "in a read scope", mistakes::placeInReadScope);
        stage.observe("%s", Messages.firstSentence(inScope));
        stage.claim("nothing written on a read route is stored", OneTransaction.orders(stage, "acme", "mistake") == 0);
    }

    private static String refused(Stage stage, String where, Callable<Long> write) throws Exception {
        Exception refusal = stage.request("acme", () -> {
            try {
                write.call();
                return new IllegalStateException("It was not refused.");
            } catch (Exception e) {
                return e;
            }
        });
        DataErrorKind kind = DataErrors.classify(refusal).kind();
        stage.claim("a write on a read route " + where + " is refused as READ_ONLY", kind == DataErrorKind.READ_ONLY);
        return kind + ": " + Messages.of(refusal);
    }
}
