package io.holdfast.benchmarks.outbox;

import io.holdfast.benchmarks.outbox.Figures.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured, and what it ought to be. Judged by the median of the rounds.
 *
 * @param id the number of the measurement
 * @param text what is compared
 * @param goal what it ought to be
 * @param limit the figure of the goal; of no meaning if there is none
 * @param measured one value per round
 */
record Criterion(String id, String text, Goal goal, double limit, Series measured) {

    /** What the limit means. */
    enum Goal {
        AT_LEAST(">="),
        AT_MOST("<="),
        EXACTLY("="),
        /** For information: there is no goal. */
        NONE("");

        private final String sign;

        Goal(String sign) {
            this.sign = sign;
        }
    }

    boolean isMet() {
        return switch (goal) {
            case AT_LEAST -> measured.median() >= limit;
            case AT_MOST -> measured.median() <= limit;
            case EXACTLY -> measured.min() == limit && measured.max() == limit;
            case NONE -> true;
        };
    }

    String goalText() {
        return goal == Goal.NONE ? "" : goal.sign + " " + String.format(Locale.ROOT, "%.2f", limit);
    }

    static List<Criterion> of(Figures figures) {
        List<Criterion> all = new ArrayList<>();
        all.add(atLeast(0.85, "1", "transaction with an event / without", figures, "business.event", "business.plain"));
        all.add(information("1", "the same, relay off", figures, "write.event", "write.plain"));
        all.add(information("1", "plain JDBC, row by row in one transaction", figures, "jdbc.event", "jdbc.plain"));
        for (int k : RoundTrips.EVENTS) {
            String name = "round-trips." + k;
            all.add(new Criterion(
                    "2", "more round trips for " + k + " event(s)", Goal.EXACTLY, 1, figures.get(name + ".more")));
        }
        all.add(atLeast(3, "3", "delivered / gruelbox", figures, "delivered.holdfast", "delivered.gruelbox"));
        all.add(atLeast(0.5, "3", "delivered / plain inserts", figures, "delivered.holdfast", "insert.jdbc"));
        all.add(information("3", "gruelbox / plain inserts", figures, "delivered.gruelbox", "insert.jdbc"));
        all.add(information("3", "@OutboxHandler / gruelbox", figures, "delivered.handler", "delivered.gruelbox"));
        all.add(atLeast(0.8, "4", "drain / JDBC on the same rows", figures, "drain.holdfast", "drain.jdbc"));
        all.add(information("4", "drain / JDBC that leases", figures, "drain.holdfast", "drain.jdbc-lease"));
        all.add(information("4", "drain / JDBC on a bare table", figures, "drain.holdfast", "drain.jdbc-bare"));
        all.add(atMost(1, "5", "commit to handler, p50 in ms", figures.get("latency.holdfast.p50")));
        all.add(atMost(10, "5", "commit to handler, p99 in ms", figures.get("latency.holdfast.p99")));
        all.add(new Criterion(
                "6",
                "quiet tenant's p99 beside a backlog / alone",
                Goal.AT_MOST,
                2,
                figures.ratio("latency.beside-backlog.p99", "latency.alone.p99")));
        all.add(information("6", "the same, p50", figures, "latency.beside-backlog.p50", "latency.alone.p50"));
        all.add(information(
                "6", "p99 beside 1,000/s more / alone", figures, "latency.beside-flood.p99", "latency.alone.p99"));
        all.add(information(
                "6", "its commits alone", figures, "latency.beside-flood.commit.p99", "latency.alone.commit.p99"));
        all.add(information(
                "6",
                "SELECT 1, p99 beside a backlog",
                figures,
                "round-trip.beside-backlog.p99",
                "round-trip.alone.p99"));
        all.add(information(
                "6",
                "SELECT 1, p99 beside 1,000/s more",
                figures,
                "round-trip.beside-flood.p99",
                "round-trip.alone.p99"));
        return all;
    }

    private static Criterion atLeast(double limit, String id, String text, Figures figures, String name, String other) {
        return new Criterion(id, text, Goal.AT_LEAST, limit, figures.ratio(name, other));
    }

    private static Criterion information(String id, String text, Figures figures, String name, String other) {
        return new Criterion(id, text, Goal.NONE, Double.NaN, figures.ratio(name, other));
    }

    private static Criterion atMost(double limit, String id, String text, Series measured) {
        return new Criterion(id, text, Goal.AT_MOST, limit, measured);
    }
}
