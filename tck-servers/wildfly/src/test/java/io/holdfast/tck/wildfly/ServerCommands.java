package io.holdfast.tck.wildfly;

import io.holdfast.tck.Trio;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.process.FileTrees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.Driver;

/** What an administrator types into the command line of the server. The server forgets it when it stops. */
final class ServerCommands {

    private static final Path HOME = Path.of(System.getProperty("server.home"));
    private static final Path DRIVER_MODULE = HOME.resolve("modules/org/postgresql");
    private static boolean dataSourcesAdded;

    private ServerCommands() {}

    /** Adds the data sources of the how-to, on the trio; once for each start of the server. */
    static void addDataSources() {
        if (dataSourcesAdded) {
            return;
        }
        Trio.portsOfThisMachine();
        PostgresCluster cluster = PostgresCluster.shared();
        Map<String, String> properties = new TreeMap<>();
        properties.put("orders.url", cluster.primary().jdbcUrl(Trio.DATABASE));
        properties.put("ledger.url", cluster.primary().jdbcUrl(Trio.LEDGER));
        properties.put("orders.replica.url", cluster.standby("r1").jdbcUrl(Trio.DATABASE));
        properties.put("orders.user", "postgres");
        properties.put("orders.password", "not-asked-for");
        List<String> lines = new ArrayList<>();
        properties.forEach((name, value) -> lines.add("/system-property=" + name + ":add(value=\"" + value + "\")"));
        try {
            // A module outlives the server.
            FileTrees.delete(DRIVER_MODULE);
            lines.addAll(Files.readAllLines(Path.of("src/test/cli/datasources.cli"), StandardCharsets.UTF_8));
            run(lines);
        } catch (IOException e) {
            throw new IllegalStateException("The data sources could not be added to the server", e);
        }
        dataSourcesAdded = true;
    }

    private static void run(List<String> lines) throws IOException {
        Path folder = Files.createDirectories(HOME.resolveSibling("cli"));
        Files.copy(driver(), folder.resolve("postgresql.jar"), StandardCopyOption.REPLACE_EXISTING);
        Path script = Files.write(folder.resolve("set-up.cli"), lines, StandardCharsets.UTF_8);
        ProcessBuilder cli = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        HOME.resolve("jboss-modules.jar").toString(),
                        "-mp",
                        HOME.resolve("modules").toString(),
                        "org.jboss.as.cli",
                        "--connect",
                        "--controller=127.0.0.1:" + System.getProperty("server.port.management"),
                        "--file=" + script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        cli.environment().put("JBOSS_HOME", HOME.toString());
        Process process = cli.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("The command line of the server refused " + script + ": " + said);
        }
    }

    private static Path driver() {
        return new File(Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toPath();
    }
}
