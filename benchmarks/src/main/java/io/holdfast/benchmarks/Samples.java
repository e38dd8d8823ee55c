package io.holdfast.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The iterations of one kind, of all its rounds. */
final class Samples {

    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    void add(RunResult run) {
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                nanos.add(iteration.getPrimaryResult().getScore());
                bytes.add(bytes(iteration));
            }
        }
    }

    @SuppressWarnings("rawtypes") // JMH's map has them.
    private static double bytes(IterationResult iteration) {
        return iteration.getSecondaryResults().entrySet().stream()
                .filter(measured -> measured.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(measured -> measured.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Bytes were not measured: this JVM does not count them"));
    }

    int count() {
        return nanos.size();
    }

    /** Noise only ever adds time. */
    double minNanos() {
        return Collections.min(nanos);
    }

    double medianNanos() {
        return median(nanos);
    }

    /** Rounded: what the measuring itself allocates is spread over millions of calls. */
    double bytes() {
        return Math.round(median(bytes) * 10) / 10.0;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
