package io.holdfast.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is measured.
 *
 * @param benchmark the benchmark class
 * @param method its method
 * @param dataSources the number of data sources, or 0 where it is no parameter
 */
record Kind(Class<?> benchmark, String method, int dataSources) {

    /** All kinds; things that are compared stand next to each other, and so run next to each other. */
    static List<Kind> all() {
        List<Kind> all = new ArrayList<>();
        for (int dataSources : new int[] {1, 100, 10_000}) {
            for (String method : List.of("ideal", "router", "registry")) {
                all.add(new Kind(RoutingBenchmark.class, method, dataSources));
            }
        }
        for (String method : List.of("read", "pinnedRead", "write", "firstRead")) {
            all.add(new Kind(DecisionBenchmark.class, method, 0));
        }
        for (String method : List.of("agroal", "ideal", "holdfast")) {
            all.add(new Kind(AcquireBenchmark.class, method, 0));
        }
        for (String method : List.of("agroal", "ideal", "holdfast", "handle")) {
            all.add(new Kind(QueryBenchmark.class, method, 0));
        }
        return all;
    }

    /** A name as {@code routing.ideal/100}. */
    String label() {
        String subject = benchmark.getSimpleName().replace("Benchmark", "").toLowerCase(Locale.ROOT);
        return subject + "." + method + (dataSources == 0 ? "" : "/" + dataSources);
    }

    /** What selects it and nothing else. */
    String pattern() {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
    }
}
