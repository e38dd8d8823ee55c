package io.holdfast.internal.datasource.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.holdfast.internal.LogCapture;
import io.holdfast.internal.datasource.Stage;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import io.holdfast.testsupport.jdbc.StubDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Agroal's defaults get wrong for us: each promise beside a test of what a bare pool does. */
class PoolSafetyTest {

    @Test
    void bareAgroalCommitsAnOpenTransactionOnClose() throws Exception {
        try (StubDatabase database = StubDatabase.named("bare-open");
                AgroalDataSource bare = bare(database)) {
            leaveOpen(bare.getConnection());

            assertThat(database.implicitCommits()).isEqualTo(1);
        }
    }

    @Test
    void rollsAnOpenTransactionBackOnCloseAndSaysSo() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            leaveOpen(stage.lazy());

            assertThat(stage.primary.implicitCommits()).isZero();
            assertThat(stage.primary.count(CallSite.ROLLBACK)).isEqualTo(1);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("HOLDF00311")
                    .contains("'acme'");
        }
    }

    @Test
    void saysNothingOfATransactionThatWasCommitted() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            try (Connection connection = stage.lazy()) {
                connection.setAutoCommit(false);
                Stage.execute(connection, "insert");
                connection.commit();
            }

            assertThat(stage.primary.count(CallSite.COMMIT)).isEqualTo(1);
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void commitsNothingWhenTheRollbackFails() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            stage.primary.at(CallSite.ROLLBACK).fail("42000");

            assertThatCode(() -> leaveOpen(stage.lazy())).doesNotThrowAnyException();

            assertThat(stage.primary.implicitCommits()).isZero();
            assertThat(stage.primary.openConnections()).isZero();
            assertThat(log.messages()).singleElement().asString().startsWith("HOLDF00310");
            borrowAndReturn(stage);
        }
    }

    @Test
    void bareAgroalKeepsAKilledConnectionForEver() throws Exception {
        try (StubDatabase database = StubDatabase.named("bare-killed");
                AgroalDataSource bare = bare(database)) {
            for (int i = 0; i < 3; i++) {
                database.at(CallSite.STATEMENT).times(1).fail("57P01");
                try (Connection connection = bare.getConnection()) {
                    assertThatThrownBy(() -> Stage.execute(connection, "select"))
                            .isInstanceOf(SQLException.class);
                }
            }

            assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P05", "25P03", "08003", "08006"})
    void dropsAConnectionThatDied(String sqlState) throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            failOnce(stage, () -> new SQLException("killed", sqlState));

            borrowAndReturn(stage);

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    @Test
    void findsTheDeathInTheChainOfExceptions() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            failOnce(stage, () -> new SQLException("batch failed", "XXXXX", new SQLException("killed", "57P01")));

            borrowAndReturn(stage);

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    @Test
    void keepsAConnectionAfterAnErrorOfItsStatement() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            failOnce(stage, () -> new SQLException("no such table", "42P01"));

            borrowAndReturn(stage);

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @Test
    void replacesAnIdleConnectionThatDoesNotAnswer() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.validate-after=0")) {
            borrowAndReturn(stage);
            stage.primary.at(CallSite.IS_VALID).times(1).fail("08006");

            borrowAndReturn(stage);

            assertThat(stage.primary.count(CallSite.IS_VALID)).isPositive();
            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    @Test
    void doesNotAskAConnectionThatWasJustUsed() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.validate-after=1h")) {
            borrowAndReturn(stage);
            borrowAndReturn(stage);

            assertThat(stage.primary.count(CallSite.IS_VALID)).isZero();
        }
    }

    @Test
    void aFailingReturnIsNotTheCallersResult() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            Connection connection = stage.lazy();
            connection.setAutoCommit(false);
            Stage.execute(connection, "select");
            connection.rollback();
            stage.primary.at(CallSite.SET_AUTO_COMMIT).fail("08006");

            assertThatCode(connection::close).doesNotThrowAnyException();

            stage.primary.clearScripts();
            borrowAndReturn(stage);
            assertThat(stage.primaryPool().inUse()).isZero();
        }
    }

    @Test
    void survivesADriverThatThrowsUncheckedExceptionsOnReturn() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            stage.primary.at(CallSite.ROLLBACK).times(1).fail(() -> new IllegalStateException("driver bug"));

            assertThatCode(() -> leaveOpen(stage.lazy())).doesNotThrowAnyException();

            borrowAndReturn(stage);
        }
    }

    @Test
    void rollsBackWhatIsOpenWhenAnAbortedConnectionComesBack() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            Connection connection = stage.lazy();
            Stage.execute(connection, "select");

            connection.abort(Runnable::run);

            assertThat(connection.isClosed()).isTrue();
            assertThat(stage.primary.count(CallSite.ABORT)).isEqualTo(1);
            borrowAndReturn(stage);
            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    private static void leaveOpen(Connection connection) throws SQLException {
        try (connection) {
            connection.setAutoCommit(false);
            Stage.execute(connection, "insert");
        }
    }

    private static void failOnce(Stage stage, Supplier<SQLException> failure) throws SQLException {
        try (Connection connection = stage.lazy()) {
            Stage.execute(connection, "select");
            stage.primary.at(CallSite.STATEMENT).times(1).fail(failure);
            assertThatThrownBy(() -> Stage.execute(connection, "select")).isInstanceOf(SQLException.class);
        }
    }

    private static void borrowAndReturn(Stage stage) throws SQLException {
        try (Connection connection = stage.lazy()) {
            Stage.execute(connection, "select");
        }
    }

    @Test
    void bareAgroalKeepsAConnectionOnTheThreadThatUsedIt() throws Exception {
        try (StubDatabase database = StubDatabase.named("bare-cache");
                AgroalDataSource bare = bare(database, 2)) {
            assertThat(comesBackToItsThread(() -> {
                        ConnectionWrapper wrapper = (ConnectionWrapper) bare.getConnection();
                        return new Lease(wrapper.getHandler().rawConnection(), wrapper::close);
                    }))
                    .isTrue();
        }
    }

    @Test
    void keepsNoConnectionOnAThread() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=2")) {
            NodePool pool = stage.primaryPool();

            assertThat(comesBackToItsThread(() -> {
                        Session session = pool.borrow(stage.plans());
                        return new Lease(session.raw(), () -> pool.release(session, session.wrapper()));
                    }))
                    .isFalse();
        }
    }

    /** Whether two threads get again what each of them had, though both are free: only a cache on the thread does that. */
    private static boolean comesBackToItsThread(Callable<Lease> pool) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Lease mine = pool.call();
            Lease theirs = other.submit(pool).get(10, TimeUnit.SECONDS);
            mine.end().close();
            other.submit(() -> {
                        theirs.end().close();
                        return null;
                    })
                    .get(10, TimeUnit.SECONDS);
            return again(pool) == mine.raw()
                    && other.submit(() -> again(pool)).get(10, TimeUnit.SECONDS) == theirs.raw();
        } finally {
            other.shutdownNow();
        }
    }

    private static Connection again(Callable<Lease> pool) throws Exception {
        Lease lease = pool.call();
        lease.end().close();
        return lease.raw();
    }

    private record Lease(Connection raw, AutoCloseable end) {}

    private static AgroalDataSource bare(StubDatabase database) throws SQLException {
        return bare(database, 1);
    }

    private static AgroalDataSource bare(StubDatabase database, int size) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl(database.url()).connectionProviderClass(StubDriver.class))));
    }
}
