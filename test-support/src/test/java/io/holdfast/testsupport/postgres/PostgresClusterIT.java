package io.holdfast.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> PROGRESS = new ArrayList<>();

    private static PostgresCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = PostgresCluster.builder()
                .standby("r1", Duration.ZERO)
                .standby("r2", Duration.ZERO)
                .maxConnections(30)
                .passwordRole("guest", "it's secret")
                .listener(PROGRESS::add)
                .start();
    }

    @AfterAll
    static void closeCluster() {
        List<Long> pids = cluster.standbys().stream().map(PostgresNode::pid).toList();

        cluster.close();

        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void replicatesToBothStandbys() throws SQLException {
        cluster.createDatabase("replicated");
        cluster.primary().execute("replicated", "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)");

        cluster.awaitCaughtUp();

        for (PostgresNode standby : cluster.standbys()) {
            assertThat(standby.query("replicated", "SELECT count(*) FROM t")).isEqualTo("2");
            assertThat(standby.query("SELECT pg_is_in_recovery()")).isEqualTo("t");
            assertThat(standby.query("SELECT inet_server_port()")).isEqualTo(Integer.toString(standby.port()));
        }
        assertThat(cluster.primary().query("SELECT pg_is_in_recovery()")).isEqualTo("f");
    }

    @Test
    void refusesWritesOnAStandby() {
        assertThatThrownBy(() -> cluster.standby("r1").execute("CREATE TABLE refused (id int)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    }

    @Test
    void hidesNewRowsWhileReplayIsPaused() throws SQLException {
        PostgresNode r1 = cluster.standby("r1");
        cluster.primary().execute("CREATE TABLE paused (id int)");
        cluster.awaitCaughtUp();

        r1.pauseReplay();
        cluster.primary().execute("INSERT INTO paused VALUES (1)");
        cluster.standby("r2").awaitReplayed(cluster.primary().query("SELECT pg_current_wal_insert_lsn()"), PATIENCE);
        String whilePaused = r1.query("SELECT count(*) FROM paused");
        r1.resumeReplay();
        cluster.awaitCaughtUp();

        assertThat(whilePaused).isEqualTo("0");
        assertThat(r1.query("SELECT count(*) FROM paused")).isEqualTo("1");
    }

    @Test
    void holdsCommitsBackByTheApplyDelay() throws SQLException {
        PostgresNode r2 = cluster.standby("r2");
        cluster.primary().execute("CREATE TABLE delayed (id int)");
        cluster.awaitCaughtUp();

        r2.setApplyDelay(Duration.ofMinutes(5));
        Await.until(
                "r2 knows its delay",
                PATIENCE,
                () -> r2.query("SHOW recovery_min_apply_delay").equals("5min"));
        cluster.primary().execute("INSERT INTO delayed VALUES (1)");
        assertThatIllegalStateException()
                .isThrownBy(() -> cluster.awaitCaughtUp(Duration.ofMillis(300)))
                .withMessageContaining("'r2'");
        String whileDelayed = r2.query("SELECT count(*) FROM delayed");
        r2.setApplyDelay(Duration.ZERO);
        cluster.awaitCaughtUp();

        assertThat(whileDelayed).isEqualTo("0");
        assertThat(r2.query("SELECT count(*) FROM delayed")).isEqualTo("1");
    }

    @Test
    void killsAllProcessesAndStartsAgainOnTheSamePort() throws SQLException {
        PostgresNode r1 = cluster.standby("r1");
        Connection victim = r1.connect();
        long backend = Long.parseLong(r1.query("SELECT pid FROM pg_stat_activity WHERE state = 'idle' LIMIT 1"));

        r1.kill();

        assertThat(r1.isRunning()).isFalse();
        assertThat(victim.isValid(5)).isFalse();
        assertThatThrownBy(r1::connect).isInstanceOf(SQLException.class);
        r1.start();
        cluster.awaitCaughtUp();
        assertThat(r1.query("SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend))
                .isEqualTo("0");
    }

    @Test
    void stopsInOrderAndStartsAgain() throws SQLException {
        PostgresNode r2 = cluster.standby("r2");

        r2.stop();
        boolean runsAfterStop = r2.isRunning();
        cluster.primary().execute("CREATE TABLE while_stopped (id int)");
        r2.start();
        cluster.awaitCaughtUp();

        assertThat(runsAfterStop).isFalse();
        assertThat(r2.query("SELECT count(*) FROM while_stopped")).isEqualTo("0");
    }

    @Test
    void answersNobodyWhilePaused() throws SQLException {
        PostgresNode r1 = cluster.standby("r1");
        try (Connection connection = r1.connect()) {
            r1.pause();
            connection.setNetworkTimeout(Runnable::run, 300);

            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
        } finally {
            r1.resume();
        }
        assertThat(r1.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void wantsThePasswordOfARoleThatHasOne() throws SQLException {
        PostgresNode primary = cluster.primary();

        try (Connection connection = primary.connect("postgres", "guest", "it's secret")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThatThrownBy(() -> primary.connect("postgres", "guest", "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void setsWhatTheTestsRelyOn() throws SQLException {
        assertThat(cluster.primary().query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(cluster.primary().query("SHOW max_connections")).isEqualTo("30");
        assertThat(PROGRESS).anyMatch(step -> step.contains("standby r2 answers"));
    }

    @Test
    void showsTheLogWhenAServerDoesNotComeUp() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        PostgresCluster.builder().synchronousCommit("nonsense").start())
                .withMessageContaining("'primary'")
                .withMessageContaining("invalid value for parameter \"synchronous_commit\"");
    }
}
