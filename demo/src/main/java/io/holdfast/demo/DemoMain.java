package io.holdfast.demo;

import io.holdfast.demo.step.Claims;
import io.holdfast.demo.step.DemoReport;
import io.holdfast.demo.step.Stage;
import io.holdfast.demo.step.Step;
import io.holdfast.demo.step.Steps;
import io.holdfast.demo.step.Terminal;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import io.holdfast.testsupport.postgres.PostgresCluster;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Runs the demo. Exit code 0: all claims hold; 1: one does not; 2: the demo itself broke. */
public final class DemoMain {

    private final long start = System.nanoTime();
    private final Terminal terminal = new Terminal(System.out);
    private final Claims claims = new Claims(terminal);
    private final DemoReport report = new DemoReport();
    private final Path reportFile;
    private final Path logFile;

    private DemoMain(Path reportFile) {
        this.reportFile = reportFile;
        this.logFile = reportFile.resolveSibling("demo.log");
    }

    /** Takes the path of the report. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Expected one argument, the path of the report; run 'mvn -q -Pdemo verify' instead.");
            System.exit(2);
        }
        System.exit(new DemoMain(Path.of(arguments[0])).run());
    }

    private int run() {
        try {
            DemoLog.writeTo(logFile);
            play();
            return verdict();
        } catch (Exception e) {
            if (!isShuttingDown()) {
                terminal.say("The demo broke: " + e);
                terminal.say("More in " + logFile);
                System.getLogger(DemoMain.class.getName()).log(Level.ERROR, "The demo broke", e);
            }
            return 2;
        }
    }

    private void play() throws Exception {
        terminal.say("Holdfast: an order service for two tenants, one primary, two standbys that lag");
        terminal.heading(
                "Databases and container",
                "Starts a PostgreSQL primary and two streaming standbys: r1 replays commits 500 ms late, r2 2 s late."
                        + " Tenants acme and globex have a schema each.");
        try (PostgresCluster cluster = OrdersDatabase.start(terminal)) {
            terminal.observed(
                    "PostgreSQL %s: three servers run after %.1f s.",
                    cluster.primary().query("SHOW server_version"), seconds());
            NarayanaVolatileStore.use();
            try (SeContainer container = container()) {
                cluster.awaitCaughtUp();
                terminal.observed(
                        "Weld SE with Narayana runs, standbys have the empty tables: after %.1f s.", seconds());
                play(new Stage(container, cluster, terminal, claims, report));
            }
        }
    }

    // Without Weld's own shutdown hook, which writes to the terminal after Ctrl-C: there is nothing left to close then.
    private static SeContainer container() {
        return SeContainerInitializer.newInstance()
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .initialize();
    }

    private void play(Stage stage) throws Exception {
        for (Step step : Steps.all()) {
            terminal.heading(step.title(), step.intent());
            step.run(stage);
        }
    }

    private int verdict() throws Exception {
        double seconds = seconds();
        report.write(reportFile, seconds);
        terminal.say("");
        if (claims.broken().isEmpty()) {
            terminal.say("All " + claims.checked() + " claims hold, after "
                    + String.format(Locale.ROOT, "%.1f", seconds) + " s. Report: " + reportFile);
            return 0;
        }
        claims.broken().forEach(claim -> terminal.say("FAILED: " + claim));
        return 1;
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }

    // After Ctrl-C the shutdown hooks stop the servers under our feet: what fails then is no news.
    private static boolean isShuttingDown() {
        try {
            Thread probe = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
