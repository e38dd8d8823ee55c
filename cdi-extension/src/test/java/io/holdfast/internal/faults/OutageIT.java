package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.ErrorDialect;
import io.holdfast.error.FailedCall;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.faults.Calls.Failed;
import io.holdfast.internal.faults.Calls.Source;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is down, kills a session, refuses a password or is full. */
class OutageIT {

    private static final String PASSWORD = "the-first-secret";
    private static final String PID = "SELECT pg_backend_pid()";

    private static PostgresCluster cluster;

    @BeforeAll
    static void startServer() throws SQLException {
        cluster = PostgresCluster.builder().passwordRole("locked", PASSWORD).start();
        cluster.primary().execute("CREATE TABLE written(id int); GRANT ALL ON written TO locked");
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void heal() {
        cluster.primary().start();
    }

    @Test
    void bootGoesOnWithoutTheDatabaseAndItRecoversByItself() throws Exception {
        cluster.primary().stop();
        try (HoldfastRuntime runtime =
                runtime().set("pool.acquisition-timeout", "2s").start()) {
            for (int i = 0; i < 3; i++) {
                Failed failed = Calls.failure(() -> Calls.ask(write(runtime), PID));
                assertThat(failed.details().kind()).isEqualTo(DataErrorKind.CONNECTION_LOST);
                assertThat(failed.after()).isLessThan(Duration.ofSeconds(2));
            }

            cluster.primary().start();

            assertThat(Calls.ask(write(runtime), PID)).isNotBlank();
        }
    }

    @Test
    void serverThatWentDownAndCameBackIsUsedAgainWithoutAFailingBorrow() throws Exception {
        try (HoldfastRuntime runtime = runtime().set("pool.validate-after", "0").start()) {
            holdTogether(runtime, 5);
            cluster.primary().stop();
            assertThat(Calls.failure(() -> Calls.ask(write(runtime), PID))
                            .details()
                            .kind())
                    .isEqualTo(DataErrorKind.CONNECTION_LOST);

            cluster.primary().start();

            holdTogether(runtime, 5);
        }
    }

    @Test
    void connectionsKilledWhileIdleAreNotHandedOutAfterTheValidationWindow() throws Exception {
        try (HoldfastRuntime runtime =
                runtime().set("pool.validate-after", "100ms").start()) {
            holdTogether(runtime, 5);
            cluster.primary()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                            + " application_name = 'holdfast'");
            long end = System.nanoTime() + Duration.ofMillis(150).toNanos();
            Await.until("the window is over", Duration.ofSeconds(5), () -> System.nanoTime() - end > 0);

            holdTogether(runtime, 5);
        }
    }

    @Test
    void connectionKilledInUseFailsOnceAndIsReplaced() throws Exception {
        try (HoldfastRuntime runtime = runtime().set("pool.max-size", 1).start()) {
            String pid;
            try (Connection connection = write(runtime).connection()) {
                pid = Calls.first(connection, PID);
                kill(pid);
                assertThat(Calls.failure(() -> Calls.first(connection, PID))
                                .details()
                                .kind())
                        .isEqualTo(DataErrorKind.CONNECTION_LOST);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(Calls.ask(write(runtime), PID)).isNotEqualTo(pid);
            }
        }
    }

    @Test
    void connectionKilledAtCommitLeavesTheOutcomeUnknown() throws Exception {
        try (HoldfastRuntime runtime = runtime().set("pool.max-size", 1).start()) {
            try (Connection connection = write(runtime).connection()) {
                connection.setAutoCommit(false);
                Calls.first(connection, "INSERT INTO written VALUES (1) RETURNING id");
                kill(Calls.first(connection, PID));

                Failed failed = Calls.failure(connection::commit);

                assertThat(DataErrors.classify(failed.exception(), ErrorDialect.POSTGRESQL, FailedCall.COMMIT)
                                .kind())
                        .isEqualTo(DataErrorKind.OUTCOME_UNKNOWN);
            }
            assertThat(Calls.ask(write(runtime), "SELECT count(*) FROM written"))
                    .isEqualTo("0");
        }
    }

    @Test
    void wrongPasswordHurtsOnlyItsTenantAndIsNotShown() throws Exception {
        try (HoldfastRuntime runtime = runtime()
                .primary("locked", cluster, "postgres")
                .set("datasource.locked.username", "locked")
                .set("datasource.locked.password", "not-the-secret")
                .plainTenant("acme", "locked")
                .plainTenant("globex", "default")
                .start()) {
            Failed failed =
                    Calls.failure(() -> runtime.registry().forTenant("acme").acquire(AccessIntent.WRITE));

            assertThat(failed.details().kind()).isEqualTo(DataErrorKind.AUTH);
            assertThat(failed.details().tenant()).isEqualTo("acme");
            assertThat(failed.exception()).hasMessageContainingAll("acme", "locked", "28P01");
            assertThat(everything(failed.exception())).doesNotContain("not-the-secret", "jdbc:");
            assertThat(Calls.ask(() -> runtime.registry().forTenant("globex").acquire(AccessIntent.WRITE), PID))
                    .isNotBlank();
        }
    }

    @Test
    void rotatedPasswordFileIsReadByNewConnections(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("password");
        Files.writeString(file, PASSWORD + "\n");
        try (HoldfastRuntime runtime = runtime()
                .set("datasource.default.username", "locked")
                .set("datasource.default.password-file", file)
                .start()) {
            assertThat(Calls.ask(write(runtime), PID)).isNotBlank();
            rotate(file, "the-second-secret");

            holdTogether(runtime, 3);
        } finally {
            rotate(file, PASSWORD);
        }
    }

    @Test
    void fullServerIsOverloadAndCostsNoGoodConnection() throws Exception {
        cluster.primary().execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 3");
        try (HoldfastRuntime runtime =
                runtime().set("datasource.default.username", "crowd").start()) {
            List<Connection> held = hold(runtime, 3);
            List<String> processes = processes(held);

            Failed failed = Calls.failure(() -> Calls.ask(write(runtime), PID));

            assertThat(failed.details().kind()).isEqualTo(DataErrorKind.OVERLOADED);
            assertThat(failed.details().sqlState()).isEqualTo("53300");
            assertThat(failed.exception()).hasMessageContaining("the server").hasMessageNotContaining("Raise max-size");
            closeAll(held);
            List<Connection> again = hold(runtime, 3);
            assertThat(processes(again)).containsExactlyInAnyOrderElementsOf(processes);
            closeAll(again);
            cluster.primary().execute("ALTER ROLE crowd CONNECTION LIMIT 10");
            holdTogether(runtime, 5);
        }
    }

    private static void rotate(Path file, String password) throws SQLException, IOException {
        cluster.primary().execute("ALTER ROLE locked PASSWORD '" + password + "'");
        Files.writeString(file, password);
    }

    private static String everything(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable link = failure; link != null; link = link.getCause()) {
            text.append(link).append('\n');
        }
        return text.toString();
    }

    private static void kill(String pid) throws SQLException {
        cluster.primary().execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
    }

    /** Borrows, uses and returns that many connections at once. */
    private static void holdTogether(HoldfastRuntime runtime, int count) throws SQLException {
        List<Connection> held = hold(runtime, count);
        try {
            assertThat(processes(held)).doesNotHaveDuplicates();
        } finally {
            closeAll(held);
        }
    }

    private static List<Connection> hold(HoldfastRuntime runtime, int count) throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(write(runtime).connection());
        }
        return held;
    }

    private static List<String> processes(List<Connection> held) throws SQLException {
        List<String> processes = new ArrayList<>();
        for (Connection connection : held) {
            processes.add(Calls.first(connection, PID));
        }
        return processes;
    }

    private static void closeAll(List<Connection> held) throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
    }

    private static Source write(HoldfastRuntime runtime) {
        return () -> runtime.registry().named("default").acquire(AccessIntent.WRITE);
    }

    private static TestRuntimes runtime() {
        return TestRuntimes.configure().primary("default", cluster, "postgres");
    }
}
