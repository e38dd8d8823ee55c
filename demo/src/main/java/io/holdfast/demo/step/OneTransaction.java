package io.holdfast.demo.step;

/** A transaction has one connection, also for what it reads. */
final class OneTransaction implements Step {

    @Override
    public String title() {
        return "A @Transactional order and its reads";
    }

    @Override
    public String intent() {
        return "One transaction places an order, looks for it through @ReadRoute before the commit, and asks which server it is"
                + " on.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        Checkout.Seen seen =
                stage.request("acme", () -> stage.bean(Checkout.class).placeAndRead("teapot"));
        stage.observe(
                "Writes: server %s, backend %d. Reads: server %s, backend %d. Order found before the commit: %s.",
                stage.nodeOn(seen.ofWrites().port()),
                seen.ofWrites().pid(),
                stage.nodeOn(seen.ofReads().port()),
                seen.ofReads().pid(),
                seen.foundBeforeCommit() ? "yes" : "no");
        stage.claim(
                "a transaction reads on the connection that it writes on",
                seen.ofReads().equals(seen.ofWrites()));
        stage.claim("a write transaction is on the primary", !seen.ofWrites().standby());
        stage.claim("a transaction sees its own order", seen.foundBeforeCommit());
        stage.claim("the order of the transaction is stored", orders(stage, "acme", "teapot") == 1);
        stage.claim("another tenant has nothing of it", orders(stage, "globex", "teapot") == 0);
    }

    /** Counts on the primary, past Holdfast. */
    static int orders(Stage stage, String tenant, String item) throws Exception {
        return stage.count(tenant + ".orders WHERE item = '" + item + "'");
    }
}
