package io.holdfast.testsupport.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariaDbPairIT {

    private static MariaDbPair pair;

    @BeforeAll
    static void startPair() throws SQLException {
        assumeTrue(MariaDbPair.available(), "no MariaDB binaries for this machine");
        pair = MariaDbPair.start();
        pair.createSchema("shop");
    }

    @AfterAll
    static void closePair() {
        if (pair != null) {
            pair.close();
        }
    }

    @Test
    void replicatesToTheReplica() throws SQLException {
        asUser(pair.primary(), "CREATE TABLE replicated (id int PRIMARY KEY)");
        asUser(pair.primary(), "INSERT INTO replicated VALUES (1), (2)");

        pair.awaitCaughtUp();

        assertThat(pair.replica().query("SELECT count(*) FROM shop.replicated")).isEqualTo("2");
    }

    @Test
    void refusesWritesOfTheUserOnTheReplica() {
        assertThatThrownBy(() -> asUser(pair.replica(), "CREATE TABLE refused (id int)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1290));
    }

    @Test
    void hidesNewRowsWhileReplayIsPaused() throws SQLException {
        asUser(pair.primary(), "CREATE TABLE paused (id int PRIMARY KEY)");
        pair.awaitCaughtUp();

        pair.replica().pauseReplay();
        asUser(pair.primary(), "INSERT INTO paused VALUES (1)");
        String whilePaused = pair.replica().query("SELECT count(*) FROM shop.paused");
        pair.replica().resumeReplay();
        pair.awaitCaughtUp();

        assertThat(whilePaused).isEqualTo("0");
        assertThat(pair.replica().query("SELECT count(*) FROM shop.paused")).isEqualTo("1");
    }

    @Test
    void startsAgainAfterBeingKilled() throws SQLException {
        asUser(pair.primary(), "CREATE TABLE survived (id int PRIMARY KEY)");
        // A replica that is killed in the middle of a CREATE TABLE would run it again and stop at the table it has
        // made.
        pair.awaitCaughtUp();

        pair.replica().kill();
        boolean runsAfterKill = pair.replica().isRunning();
        asUser(pair.primary(), "INSERT INTO survived VALUES (1)");
        pair.replica().start();
        pair.awaitCaughtUp();

        assertThat(runsAfterKill).isFalse();
        assertThat(pair.replica().query("SELECT count(*) FROM shop.survived")).isEqualTo("1");
    }

    private static void asUser(MariaDbNode node, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(node.jdbcUrl("shop"), pair.user(), pair.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
