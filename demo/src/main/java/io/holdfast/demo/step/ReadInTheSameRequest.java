package io.holdfast.demo.step;

/** The pin: a request that has written reads from the primary. */
final class ReadInTheSameRequest implements Step {

    @Override
    public String title() {
        return "The pin: the same code in one request";
    }

    @Override
    public String intent() {
        return Rounds.COUNT + " times: one request places an order and looks for it. Its write pins it to the primary.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        RoundCounts seen = new Rounds(stage).inOneRequest();
        stage.observe(
                "%d of %d reads did not find the order. The primary answered %d of them.",
                seen.stale(), seen.reads(), seen.onPrimary());
        stage.report().withPin(seen);
        stage.claim("no read with the pin is stale", seen.stale() == 0);
        stage.claim("every read with the pin goes to the primary", seen.onPrimary() == seen.reads());
    }
}
