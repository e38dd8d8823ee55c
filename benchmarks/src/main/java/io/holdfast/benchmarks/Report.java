package io.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of a run, for people and for programs. */
final class Report {

    private final int rounds;
    private final Map<String, Samples> samples;
    private final List<Goal> goals;

    Report(int rounds, Map<String, Samples> samples) {
        this.rounds = rounds;
        this.samples = samples;
        this.goals = Goal.of(samples);
    }

    String table() {
        StringBuilder text = new StringBuilder(conditions()).append("\n\n");
        text.append(format("%-24s %10s %10s %10s%n", "kind", "min ns", "median ns", "B/op"));
        samples.forEach((kind, of) ->
                text.append(format("%-24s %10.1f %10.1f %10.1f%n", kind, of.minNanos(), of.medianNanos(), of.bytes())));
        text.append(format("%n%-4s %-42s %8s %8s %8s%n", "goal", "", "limit", "of min", "of median"));
        goals.forEach(goal -> text.append(format(
                "%-4s %-42s %8.2f %8.2f %8.2f  %s%n",
                goal.id(), goal.text(), goal.limit(), goal.min(), goal.median(), goal.isMet() ? "met" : "MISSED")));
        return text.toString();
    }

    private String conditions() {
        return format(
                "%d rounds, %d processors, Java %s; stub driver, one thread. Bytes and ratios count, times do not.",
                rounds, Runtime.getRuntime().availableProcessors(), Runtime.version());
    }

    void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(file, json());
    }

    private String json() {
        String kinds = samples.entrySet().stream()
                .map(entry -> kind(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n"));
        String promises = goals.stream().map(Report::goal).collect(Collectors.joining(",\n"));
        return format(
                "{\"rounds\":%d,\"processors\":%d,\"java\":\"%s\",\n\"kinds\":[\n%s],\n\"goals\":[\n%s]}\n",
                rounds, Runtime.getRuntime().availableProcessors(), Runtime.version(), kinds, promises);
    }

    private static String kind(String name, Samples of) {
        return format(
                "{\"kind\":\"%s\",\"iterations\":%d,\"min_ns\":%.2f,\"median_ns\":%.2f,\"bytes\":%.1f}",
                name, of.count(), of.minNanos(), of.medianNanos(), of.bytes());
    }

    private static String goal(Goal goal) {
        return format(
                "{\"goal\":\"%s\",\"what\":\"%s\",\"limit\":%.2f,\"min\":%.3f,\"median\":%.3f,\"met\":%b}",
                goal.id(), goal.text(), goal.limit(), goal.min(), goal.median(), goal.isMet());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
