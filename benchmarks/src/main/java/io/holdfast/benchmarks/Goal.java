package io.holdfast.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A promise and what was measured for it: a ratio to something of the same run, or bytes.
 *
 * @param id which promise
 * @param text what is compared
 * @param limit the most that is allowed
 * @param min the measured ratio of minima, or the bytes
 * @param median the measured ratio of medians, or the bytes again
 */
record Goal(String id, String text, double limit, double min, double median) {

    boolean isMet() {
        return min <= limit;
    }

    static List<Goal> of(Map<String, Samples> samples) {
        List<Goal> goals = new ArrayList<>();
        for (int n : new int[] {1, 100, 10_000}) {
            Samples router = samples.get("routing.router/" + n);
            Samples ideal = samples.get("routing.ideal/" + n);
            goals.add(ratio("P1", "routing / ideal, " + n + " data sources", 1.3, router, ideal));
            goals.add(bytes("P1", "routing, bytes, " + n + " data sources", 0, router.bytes()));
        }
        Samples acquire = samples.get("acquire.holdfast");
        Samples idealAcquire = samples.get("acquire.ideal");
        goals.add(ratio("P2", "acquire + close / ideal on the pool", 1.15, acquire, idealAcquire));
        goals.add(bytes("P2", "acquire + close, bytes over ideal", 48, acquire.bytes() - idealAcquire.bytes()));
        Samples query = samples.get("query.holdfast");
        Samples bareQuery = samples.get("query.agroal");
        goals.add(bytes("P3", "lazy query, bytes over the bare pool", 64, query.bytes() - bareQuery.bytes()));
        for (String decision : List.of("read", "pinnedRead", "write")) {
            double bytes = samples.get("decision." + decision).bytes();
            goals.add(bytes("P4", "decision " + decision + ", bytes", 0, bytes));
        }
        return goals;
    }

    private static Goal ratio(String id, String text, double limit, Samples of, Samples to) {
        return new Goal(id, text, limit, of.minNanos() / to.minNanos(), of.medianNanos() / to.medianNanos());
    }

    private static Goal bytes(String id, String text, double limit, double measured) {
        return new Goal(id, text, limit, measured, measured);
    }
}
