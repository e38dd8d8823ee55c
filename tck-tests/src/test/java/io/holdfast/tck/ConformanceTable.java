package io.holdfast.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes which promise was tested in which server, from the reports of the test runs.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class ConformanceTable {

    private static final String NOT_RUN = "not run";

    private final Map<String, List<TestReport>> servers = new LinkedHashMap<>();
    private final CitedPromises cited;

    private ConformanceTable(CitedPromises cited) {
        this.cited = cited;
    }

    /** Arguments: the file to write, then {@code name=target folder of its tests} for each server. */
    public static void main(String[] args) throws IOException {
        Map<String, Path> servers = new LinkedHashMap<>();
        for (String server : List.of(args).subList(1, args.length)) {
            String[] parts = server.split("=", 2);
            servers.put(parts[0], Path.of(parts[1]));
        }
        ConformanceTable table = new ConformanceTable(CitedPromises.read(servers.values().stream()
                .map(target -> target.resolve("test-classes"))
                .toList()));
        for (Map.Entry<String, Path> server : servers.entrySet()) {
            table.read(server.getKey(), server.getValue().resolve("failsafe-reports"));
        }
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.write(file, table.lines(), StandardCharsets.UTF_8);
    }

    private void read(String server, Path folder) throws IOException {
        List<TestReport> reports = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(
                                path -> path.getFileName().toString().matches("TEST-.*IT\\.xml"))
                        .toList()) {
                    reports.addAll(TestReport.read(file));
                }
            }
        }
        servers.put(server, reports);
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("[cols=\"2,1,1,1\"]\n|===\n|Server |Tests |Failed |Skipped\n");
        servers.forEach((server, reports) -> lines.add(summary(server, reports)));
        lines.add("|===\n");
        lines.add("[cols=\"1,4" + ",1".repeat(servers.size()) + "\"]\n|===");
        lines.add("|Id |Promise |" + String.join(" |", servers.keySet()) + "\n");
        promises().forEach((id, promise) -> lines.add(row(id, promise)));
        lines.add("|===");
        return lines;
    }

    private static String summary(String server, List<TestReport> reports) {
        if (reports.isEmpty()) {
            return "|" + server + " |" + NOT_RUN + " | |";
        }
        long failed = reports.stream().filter(TestReport::failed).count();
        long skipped = reports.stream().filter(TestReport::skipped).count();
        return "|" + server + " |" + reports.size() + " |" + failed + " |" + skipped;
    }

    private String row(String id, String promise) {
        StringBuilder row = new StringBuilder("|").append(id).append(" |").append(promise);
        servers.values().forEach(reports -> row.append(" |").append(cell(id, reports)));
        return row.toString();
    }

    private String cell(String id, List<TestReport> reports) {
        List<TestReport> tests =
                reports.stream().filter(report -> cited.of(report).contains(id)).toList();
        long passed = tests.stream().filter(TestReport::passed).count();
        if (tests.isEmpty()) {
            return NOT_RUN;
        }
        return passed == tests.size()
                ? Long.toString(passed)
                : (tests.size() - passed) + " of " + tests.size() + " failed";
    }

    /** The promises that this suite is to prove, with their texts. */
    private static Map<String, String> promises() throws IOException {
        Map<String, String> promises = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ConformanceTable.class.getResourceAsStream("/promises.csv"), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.endsWith(";tck"))
                    .map(line -> line.split(";"))
                    .forEach(cells -> promises.put(cells[0], cells[1]));
        }
        return promises;
    }
}
