package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.error.DataErrorKind;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.faults.Calls.Failed;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A primary that is none, becomes one, or stops being one. */
class RoleIT {

    private static final String PID = "SELECT pg_backend_pid()";

    @Test
    void standbyAsPrimaryIsRefusedUntilItIsPromoted() throws Exception {
        try (PostgresCluster cluster =
                        PostgresCluster.builder().standby("r1", Duration.ZERO).start();
                HoldfastRuntime runtime = primaryIs(cluster.standby("r1"))) {
            PostgresNode standby = cluster.standby("r1");
            for (int i = 0; i < 2; i++) {
                Failed failed = Calls.failure(() -> write(runtime, "CREATE TABLE orders(id int)"));
                assertThat(failed.details().kind()).isEqualTo(DataErrorKind.WRONG_ROLE);
                assertThat(failed.details().node()).isEqualTo("primary");
                assertThat(failed.exception().getCause()).hasMessageContaining("is a standby");
            }

            standby.execute("SELECT pg_promote(true, 20)");

            Await.until(
                    "the promoted standby accepts writes",
                    Duration.ofSeconds(10),
                    () -> standby.query("SHOW transaction_read_only").equals("off"));
            write(runtime, "CREATE TABLE orders(id int)");
            assertThat(standby.query("SELECT count(*) FROM orders")).isEqualTo("0");
        }
    }

    @Test
    void connectionsAreAskedAgainAfterAWriteWasRefusedForTheRole() throws Exception {
        // A server that turned read-only looks like one that was demoted; this one still says that it is the primary.
        PostgresCluster cluster = PostgresCluster.shared();
        cluster.createDatabase("roles");
        try (HoldfastRuntime runtime = TestRuntimes.configure()
                .primary("default", cluster, "roles")
                .set("pool.max-size", 3)
                .start()) {
            List<String> before = holdThree(runtime);
            try (Connection connection = runtime.registry().current().acquire(AccessIntent.WRITE)) {
                makeReadOnly(connection);
                Failed failed = Calls.failure(() -> Calls.first(connection, "SELECT lo_create(0)"));
                assertThat(failed.details().kind()).isEqualTo(DataErrorKind.WRONG_ROLE);
            }

            // It still is the primary, so no connection is lost by the question.
            assertThat(holdThree(runtime)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static List<String> holdThree(HoldfastRuntime runtime) throws SQLException {
        List<Connection> held = new ArrayList<>();
        List<String> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Connection connection = runtime.registry().current().acquire(AccessIntent.WRITE);
            held.add(connection);
            processes.add(Calls.first(connection, PID));
        }
        for (Connection connection : held) {
            connection.close();
        }
        return processes;
    }

    private static void makeReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        }
    }

    private static void write(HoldfastRuntime runtime, String sql) throws SQLException {
        Calls.run(() -> runtime.registry().current().acquire(AccessIntent.WRITE), sql);
    }

    private static HoldfastRuntime primaryIs(PostgresNode node) {
        return TestRuntimes.configure()
                .set("datasource.default.primary.url", node.jdbcUrl("postgres"))
                .set("datasource.default.username", "postgres")
                .start();
    }
}
