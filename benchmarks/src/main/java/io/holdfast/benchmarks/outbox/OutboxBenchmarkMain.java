package io.holdfast.benchmarks.outbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures the outbox beside plain JDBC and another outbox: everything once per round, on one server, after one round that does not
 * count.
 */
public final class OutboxBenchmarkMain {

    private OutboxBenchmarkMain() {}

    /**
     * Measures and reports.
     *
     * @param args the file of the report
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] args) throws Exception {
        // What the parts say of their coming and going would hide the table.
        Logger.getLogger("").setLevel(Level.WARNING);
        Sizes sizes = Sizes.configured();
        Figures figures = new Figures();
        try (Server server = Server.start();
                Producers producers = new Producers(sizes.producers())) {
            Map<String, String> described = Conditions.describe(server);
            say("Outbox: warming up");
            new Measurements(server, producers, sizes.warmUp(), new Figures()).run();
            double commitsBefore = server.commitRate();
            for (int round = 1; round <= sizes.rounds(); round++) {
                say("Outbox: round " + round + " of " + sizes.rounds());
                new Measurements(server, producers, sizes, figures).run();
            }
            double commitsAfter = server.commitRate();
            described.put("loadAfter", Conditions.load());
            OutboxReport report =
                    new OutboxReport(new Conditions(described, commitsBefore, commitsAfter), sizes, figures);
            say(report.table());
            report.writeTo(Path.of(args[0]));
        }
        // Whatever thread a library has left: everything is measured.
        System.exit(0);
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
