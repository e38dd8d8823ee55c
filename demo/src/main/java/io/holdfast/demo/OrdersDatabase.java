package io.holdfast.demo;

import io.holdfast.demo.step.Stage;
import io.holdfast.demo.step.Terminal;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/** The databases of the demo: a primary, two standbys that lag, one schema per tenant. */
final class OrdersDatabase {

    private static final String DATABASE = "shop";

    private OrdersDatabase() {}

    static PostgresCluster start(Terminal terminal) throws SQLException {
        PostgresCluster cluster = PostgresCluster.builder()
                .standby("r1", Duration.ofMillis(500))
                .standby("r2", Duration.ofSeconds(2))
                .listener(progress -> announceUnpacking(terminal, progress))
                .start();
        cluster.createDatabase(DATABASE);
        for (String tenant : Stage.TENANTS) {
            cluster.primary()
                    .execute(
                            DATABASE,
                            "CREATE SCHEMA " + tenant + "; CREATE TABLE " + tenant + ".orders"
                                    + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item text NOT NULL);"
                                    + " CREATE TABLE " + tenant + ".notices"
                                    + " (reader text NOT NULL, item text NOT NULL, event uuid NOT NULL)");
        }
        publishPorts(cluster);
        return cluster;
    }

    // The configuration file refers to these: ports are picked anew for each run.
    private static void publishPorts(PostgresCluster cluster) {
        Stream.concat(Stream.of(cluster.primary()), cluster.standbys().stream()).forEach(OrdersDatabase::publishPort);
    }

    private static void publishPort(PostgresNode node) {
        System.setProperty("demo.port." + node.name(), Integer.toString(node.port()));
    }

    // The one thing that takes several seconds; the rest is over before it could be read.
    private static void announceUnpacking(Terminal terminal, String progress) {
        if (progress.startsWith("unpacking")) {
            terminal.observed("%s", "First run: " + progress + ".");
        }
    }
}
