package io.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every kind once per round, each time in a JVM of its own: a machine that grows slower half way through slows all kinds, and
 * the ratios stay.
 */
public final class BenchmarkMain {

    private BenchmarkMain() {}

    /**
     * Measures and reports.
     *
     * @param args the number of rounds and the file of the report
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the report cannot be written
     */
    public static void main(String[] args) throws RunnerException, IOException {
        int rounds = Integer.parseInt(args[0]);
        Path file = Path.of(args[1]);
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Benchmarks: round " + round + " of " + rounds + ", "
                    + Kind.all().size() + " kinds");
            for (Kind kind : Kind.all()) {
                samples.computeIfAbsent(kind.label(), label -> new Samples()).add(measured(kind));
            }
        }
        Report report = new Report(rounds, samples);
        System.out.println(report.table());
        report.writeTo(file);
    }

    private static RunResult measured(Kind kind) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(kind.pattern())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
                .threads(1)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(400));
        if (kind.dataSources() > 0) {
            options.param("dataSources", String.valueOf(kind.dataSources()));
        }
        return new Runner(options.build()).runSingle();
    }
}
