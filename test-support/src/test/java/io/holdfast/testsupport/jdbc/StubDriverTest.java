package io.holdfast.testsupport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StubDriverTest {

    private final StubDatabase database = StubDatabase.named("stub-driver-test");

    @AfterEach
    void close() {
        assertThat(database.openConnections()).isZero();
        database.close();
    }

    @Test
    void answersAPreparedQueryWithOneRow() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(query(connection)).isEqualTo(1);
        }

        assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        assertThat(database.count(CallSite.PREPARE)).isEqualTo(1);
        assertThat(database.count(CallSite.STATEMENT)).isEqualTo(1);
        assertThat(database.count(CallSite.CLOSE)).isEqualTo(1);
    }

    @Test
    void answersWhatItWasTold() throws SQLException {
        database.answer("pg_is_in_recovery", true);

        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isTrue();
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void failsSoManyTimesAtTheChosenCall() throws SQLException {
        database.at(CallSite.COMMIT).times(1).fail("57P01");

        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            assertThatFails("57P01", connection::commit);
            connection.commit();
        }

        assertThat(database.count(CallSite.COMMIT)).isEqualTo(2);
    }

    @Test
    void failsOnlyTheMatchingStatement() throws SQLException {
        database.at(CallSite.STATEMENT).containing("DISCARD").fail(() -> new StackOverflowError("scripted"));

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            assertThatThrownBy(() -> statement.execute("DISCARD ALL")).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void failsToConnect() throws SQLException {
        database.at(CallSite.CONNECT).times(1).fail("08001");

        assertThatFails("08001", this::connect);

        connect().close();
    }

    @Test
    void saysInvalidWhenValidationIsScriptedToFail() throws SQLException {
        database.at(CallSite.IS_VALID).times(1).fail("08006");

        try (Connection connection = connect()) {
            assertThat(connection.isValid(1)).isFalse();
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void hangsUntilReleased() {
        StubHang hang = database.at(CallSite.CONNECT).hang();
        CompletableFuture<Connection> connecting = CompletableFuture.supplyAsync(() -> unchecked(this::connect));

        hang.awaitHanging(1);
        boolean doneBefore = connecting.isDone();
        hang.release();

        assertThat(doneBefore).isFalse();
        assertThatThrownBy(() -> {
                    try (Connection connection = connecting.get(10, TimeUnit.SECONDS)) {
                        connection.commit();
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("autocommit");
    }

    @Test
    void abortEndsAHangingCall() throws SQLException {
        StubHang hang = database.at(CallSite.STATEMENT).hang();
        Connection connection = connect();
        CompletableFuture<Integer> querying = CompletableFuture.supplyAsync(() -> unchecked(() -> query(connection)));
        hang.awaitHanging(1);

        connection.abort(Runnable::run);

        assertThatThrownBy(() -> querying.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("The connection was aborted while a call hung");
        assertThat(hang.hanging()).isZero();
    }

    @Test
    void networkTimeoutEndsAHangingCallAndTheConnection() throws SQLException {
        database.at(CallSite.STATEMENT).hang();

        try (Connection connection = connect()) {
            connection.setNetworkTimeout(Runnable::run, 20);
            assertThatFails("08006", () -> query(connection));
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void queryTimeoutEndsAHangingCallOnly() throws SQLException {
        database.at(CallSite.STATEMENT).hang();

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatFails("57014", () -> statement.execute("SELECT 1"));
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void interruptEndsAHangingCallAndStaysSet() throws Exception {
        StubHang hang = database.at(CallSite.COMMIT).hang();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            Thread committing = new Thread(() -> {
                assertThatFails("08006", connection::commit);
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            committing.start();
            hang.awaitHanging(1);

            committing.interrupt();
            committing.join();

            assertThat(interrupted).hasValue(true);
        }
    }

    @Test
    void noticesWorkCommittedByAutocommit() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            query(connection);
            connection.setAutoCommit(true);
        }

        assertThat(database.implicitCommits()).isEqualTo(1);
        assertThat(database.count(CallSite.COMMIT)).isZero();
    }

    @Test
    void recordsInOrder() throws SQLException {
        database.record();

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setSchema("acme");
            connection.setReadOnly(true);
            statement.executeUpdate("UPDATE t SET a = 1");
        }

        assertThat(database.recorded())
                .containsExactly("connect", "setSchema(acme)", "setReadOnly(true)", "UPDATE t SET a = 1", "close");
    }

    @Test
    void refusesUseAfterClose() throws SQLException {
        Connection connection = connect();
        connection.close();

        assertThatFails("08003", connection::createStatement);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url());
    }

    private static int query(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT a FROM t WHERE id = ?")) {
            statement.setInt(1, 42);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void assertThatFails(String sqlState, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState));
    }

    private static <T> T unchecked(SqlCall<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @FunctionalInterface
    private interface SqlCall<T> {
        T run() throws SQLException;
    }
}
