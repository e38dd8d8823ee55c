package io.holdfast.demo.step;

/** The problem: a read after a write that nobody remembers. */
final class ReadInAnotherRequest implements Step {

    @Override
    public String title() {
        return "A stale read: write in one request, read in the next";
    }

    @Override
    public String intent() {
        return Rounds.COUNT
                + " times: one request places an order; another one, which knows nothing of the first, looks for"
                + " it at once.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        RoundCounts seen = new Rounds(stage).inTwoRequests();
        stage.observe(
                "%d of %d reads did not find the order: standbys lag. r1 answered %d of them, r2 %d.",
                seen.stale(), seen.reads(), seen.onR1(), seen.onR2());
        stage.report().withoutPin(seen);
        stage.claim("at least 90 % of the reads without the pin are stale", seen.stale() * 10 >= seen.reads() * 9);
        stage.claim(
                "every read without the pin goes to a standby",
                seen.onR1() + seen.onR2() == seen.reads() && seen.onPrimary() == 0);
        stage.claim(
                "each standby gets at least 30 % of the reads without the pin",
                Math.min(seen.onR1(), seen.onR2()) * 10 >= seen.reads() * 3);
    }
}
