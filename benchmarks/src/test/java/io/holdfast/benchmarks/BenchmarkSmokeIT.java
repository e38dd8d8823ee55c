package io.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark still runs, and the decision still allocates nothing. Times are of no use here and not looked at. */
class BenchmarkSmokeIT {

    private static final Map<String, Samples> MEASURED = new LinkedHashMap<>();

    @BeforeAll
    static void runEachBenchmarkOnce() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("^io\\.holdfast\\.benchmarks\\.")
                .param("dataSources", "100")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .threads(1)
                .forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(250))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(250))
                .build();
        Collection<RunResult> runs = new Runner(options).run();
        for (RunResult run : runs) {
            String[] name = run.getParams().getBenchmark().split("\\.");
            Samples samples = new Samples();
            samples.add(run);
            MEASURED.put(name[name.length - 2] + "." + name[name.length - 1], samples);
        }
    }

    @Test
    void runsEveryKindThatTheReportHas() {
        assertThat(Kind.all())
                .extracting(kind -> kind.benchmark().getSimpleName() + "." + kind.method())
                .allSatisfy(kind -> assertThat(MEASURED).containsKey(kind));
        assertThat(MEASURED.values())
                .allSatisfy(samples -> assertThat(samples.minNanos()).isPositive());
    }

    @Test
    void routesWithoutAllocating() {
        assertThat(MEASURED.get("RoutingBenchmark.router").bytes()).isLessThan(0.5);
        assertThat(MEASURED.get("DecisionBenchmark.read").bytes()).isLessThan(0.5);
        assertThat(MEASURED.get("DecisionBenchmark.pinnedRead").bytes()).isLessThan(0.5);
        assertThat(MEASURED.get("DecisionBenchmark.write").bytes()).isLessThan(0.5);
    }

    @Test
    void countsBytes() {
        assertThat(MEASURED.get("DecisionBenchmark.firstRead").bytes()).isGreaterThan(16);
    }
}
