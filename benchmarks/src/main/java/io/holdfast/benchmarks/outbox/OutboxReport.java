package io.holdfast.benchmarks.outbox;

import io.holdfast.benchmarks.outbox.Figures.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of a run, for people and for programs. */
final class OutboxReport {

    private final Conditions conditions;
    private final Sizes sizes;
    private final Figures figures;
    private final List<Criterion> criteria;

    OutboxReport(Conditions conditions, Sizes sizes, Figures figures) {
        this.conditions = conditions;
        this.sizes = sizes;
        this.figures = figures;
        this.criteria = Criterion.of(figures);
    }

    String table() {
        StringBuilder text = new StringBuilder();
        conditions.described().forEach((name, value) -> text.append(format("%s %s; ", name, value)));
        text.append(format(
                "%n%d rounds; commits a second of one client: %.0f before, %.0f after%s%n%n",
                sizes.rounds(),
                conditions.commitsBefore(),
                conditions.commitsAfter(),
                conditions.areSteady() ? "" : ": THE DISK CHANGED, DISCARD THIS RUN"));
        text.append(format("%-36s %10s %10s %10s%n", "measured", "min", "median", "max"));
        figures.all().forEach((name, of) -> text.append(row("%-36s", name, of)).append('\n'));
        text.append(format("%n%-2s %-42s %10s %10s %10s  %s%n", "", "ratio", "min", "median", "max", "goal"));
        for (Criterion criterion : criteria) {
            text.append(criterion.id()).append("  ").append(row("%-42s", criterion.text(), criterion.measured()));
            text.append(criterion.goal() == Criterion.Goal.NONE ? "" : "  " + criterion.goalText());
            text.append(criterion.isMet() ? "" : "  MISSED").append('\n');
        }
        return text.toString();
    }

    private static String row(String pattern, String name, Series of) {
        return format(pattern + " %10.2f %10.2f %10.2f", name, of.min(), of.median(), of.max());
    }

    void writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json());
    }

    private String json() {
        String measured = figures.all().entrySet().stream()
                .map(entry -> format("{\"name\":\"%s\",%s}", entry.getKey(), spread(entry.getValue())))
                .collect(Collectors.joining(",\n"));
        return format(
                "{\"conditions\":%s,\n\"commitsPerSecond\":{\"before\":%.0f,\"after\":%.0f,\"steady\":%b},\n"
                        + "\"sizes\":{\"rounds\":%d,\"sliceMillis\":%d,\"producers\":%d,\"backlog\":%d,\"latencyRate\":%d},\n"
                        + "\"configuration\":%s,\n\"goalsMet\":%b,\n\"ratios\":[\n%s],\n\"figures\":[\n%s]}\n",
                object(conditions.described()),
                conditions.commitsBefore(),
                conditions.commitsAfter(),
                conditions.areSteady(),
                sizes.rounds(),
                sizes.slice().toMillis(),
                sizes.producers(),
                sizes.backlog(),
                sizes.latencyRate(),
                object(Application.configuration(true)),
                criteria.stream().allMatch(Criterion::isMet),
                criteria.stream().map(OutboxReport::ratio).collect(Collectors.joining(",\n")),
                measured);
    }

    private static String ratio(Criterion criterion) {
        return format(
                "{\"measurement\":\"%s\",\"what\":\"%s\",%s,\"goal\":\"%s\",\"goalMet\":%s}",
                criterion.id(),
                criterion.text(),
                spread(criterion.measured()),
                criterion.goalText(),
                criterion.goal() == Criterion.Goal.NONE ? null : criterion.isMet());
    }

    private static String spread(Series of) {
        String rounds = of.values().stream().map(value -> format("%.4f", value)).collect(Collectors.joining(","));
        return format(
                "\"min\":%.4f,\"median\":%.4f,\"max\":%.4f,\"rounds\":[%s]", of.min(), of.median(), of.max(), rounds);
    }

    private static String object(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\""
                        + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
