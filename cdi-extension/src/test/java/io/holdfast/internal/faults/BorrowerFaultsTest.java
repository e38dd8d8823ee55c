package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.error.DataErrorKind;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.faults.Calls.Failed;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import io.holdfast.testsupport.jdbc.StubHang;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Borrowers that are interrupted, throw an {@code Error}, forget or repeat {@code close()}, and what the pool makes of it. */
class BorrowerFaultsTest {

    private final StubDatabase database = StubDatabase.named("borrower-faults");

    @AfterEach
    void forget() {
        database.close();
    }

    @Test
    void interruptedWaiterKeepsItsFlagAndCostsNoPermit() throws Exception {
        try (HoldfastRuntime runtime =
                runtime().set("pool.acquisition-timeout", "30s").start()) {
            Connection held = write(runtime);
            AtomicReference<Failed> failed = new AtomicReference<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                failed.set(Calls.failure(() -> write(runtime)));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            waiter.start();
            Await.until(
                    "the thread waits for the connection",
                    Duration.ofSeconds(10),
                    () -> waiter.getState() == Thread.State.TIMED_WAITING);

            waiter.interrupt();

            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failed.get().exception()).hasMessageContaining("nterrupt");
            held.close();
            for (int i = 0; i < 10; i++) {
                write(runtime).close();
            }
            assertThat(database.openConnections()).isEqualTo(1);
            assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @Test
    void errorThrownWhileHoldingAConnectionRollsBackAndReturnsIt() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            assertThatThrownBy(() -> failWithAnError(runtime))
                    .isInstanceOf(StackOverflowError.class)
                    .hasNoSuppressedExceptions();

            assertThat(database.count(CallSite.ROLLBACK)).isEqualTo(1);
            assertThat(database.count(CallSite.COMMIT) + database.implicitCommits())
                    .isZero();
            write(runtime).close();
            assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @Test
    void errorOfTheDriverWhileASessionIsSetUpCostsNoPermit() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            database.at(CallSite.STATEMENT).containing("SET SESSION").times(3).fail(() -> new OutOfMemoryError("stub"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> write(runtime)).isInstanceOf(OutOfMemoryError.class);
            }

            write(runtime).close();

            assertThat(database.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void connectionThatWasNotClosedIsReportedWithThePlaceThatTookIt() throws Exception {
        try (HoldfastRuntime runtime =
                        runtime().set("datasource.default.leak-timeout", "1ms").start();
                CapturedLog log = CapturedLog.of("io.holdfast.datasource")) {
            Connection forgotten = forgetfulMethod(runtime);

            Await.until(
                    "the leak is reported",
                    Duration.ofSeconds(10),
                    () -> log.find("HOLDF00312").isPresent());

            assertThat(log.find("HOLDF00312").orElseThrow().getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("forgetfulMethod"));
            forgotten.close();
        }
    }

    @Test
    void connectionClosedTwiceIsReturnedOnce() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            Connection first = write(runtime);
            first.close();
            Connection second = write(runtime);

            first.close();

            assertThat(first.isClosed()).isTrue();
            assertThat(second.isClosed()).isFalse();
            assertThat(Calls.first(second, "SELECT 1")).isEqualTo("1");
            second.close();
            write(runtime).close();
            assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @Test
    void connectionAndItsStatementsAreOfNoUseAfterClose() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            Connection connection = write(runtime);
            Statement statement = connection.createStatement();
            connection.close();
            long sent = database.count(CallSite.STATEMENT);

            assertThat(Calls.failure(connection::createStatement).details().kind())
                    .isEqualTo(DataErrorKind.USAGE);
            assertThatThrownBy(connection::commit).hasMessageContaining("HOLDF00309");
            assertThatThrownBy(() -> connection.setAutoCommit(false)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(database.count(CallSite.STATEMENT)).isEqualTo(sent);
        }
    }

    @Test
    void lazyConnectionThatIsClosedUnusedTakesNone() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            Connection connection = runtime.dataSource(false).getConnection();
            connection.close();

            assertThatThrownBy(connection::createStatement).hasMessageContaining("HOLDF00309");
            assertThat(database.count(CallSite.CONNECT)).isZero();
        }
    }

    @Test
    void rollbackThatFailsOnReturnDestroysTheConnectionAndSparesTheCaller() throws Exception {
        try (HoldfastRuntime runtime = runtime().start()) {
            Connection connection = write(runtime);
            connection.setAutoCommit(false);
            Calls.first(connection, "SELECT 1");
            database.at(CallSite.ROLLBACK).times(1).fail("58000");

            connection.close();

            assertThat(database.implicitCommits() + database.count(CallSite.COMMIT))
                    .isZero();
            assertThat(database.openConnections()).isZero();
            write(runtime).close();
            assertThat(database.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void fullPoolSaysWhoHoldsItAndHowLongItWaited() throws Exception {
        try (HoldfastRuntime runtime =
                        runtime().set("pool.acquisition-timeout", "100ms").start();
                Connection held = write(runtime)) {
            Failed failed = Calls.failure(() -> write(runtime));

            assertThat(held.isClosed()).isFalse();
            assertThat(failed.details().kind()).isEqualTo(DataErrorKind.OVERLOADED);
            assertThat(failed.exception()).hasMessageContainingAll("1 of at most 1", "This thread holds one");
            assertThat(failed.after()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void refusalForTheRoleMakesThePoolAskEachConnectionAgain() throws Exception {
        database.answer("pg_is_in_recovery", false);
        try (HoldfastRuntime runtime = runtime().set("pool.max-size", 2).start()) {
            write(runtime).close();
            write(runtime).close();
            long asked = roleQuestions();
            try (Connection connection = write(runtime)) {
                assertThat(roleQuestions()).isEqualTo(asked);
                database.at(CallSite.STATEMENT).containing("INSERT").times(1).fail("25006");
                assertThat(Calls.failure(() -> Calls.first(connection, "INSERT INTO item VALUES (1)"))
                                .details()
                                .kind())
                        .isEqualTo(DataErrorKind.WRONG_ROLE);
            }

            write(runtime).close();
            write(runtime).close();

            assertThat(roleQuestions()).isEqualTo(asked + 1);
        }
    }

    @Test
    void demotedPrimaryIsRefusedAndNothingIsSentToIt() throws Exception {
        StubDatabase demoted = StubDatabase.named("demoted");
        demoted.answer("pg_is_in_recovery", true);
        demoted.record();
        try (HoldfastRuntime runtime = TestRuntimes.configure()
                .set("datasource.default.primary.url", demoted.url())
                .set("datasource.default.dialect", "postgresql")
                .start()) {
            Failed failed = Calls.failure(() -> Calls.run(() -> write(runtime), "INSERT INTO item VALUES (1)"));

            assertThat(failed.details().kind()).isEqualTo(DataErrorKind.WRONG_ROLE);
            assertThat(demoted.recorded()).noneMatch(sql -> sql.contains("INSERT"));
            assertThat(demoted.openConnections()).isZero();
        } finally {
            demoted.close();
        }
    }

    @Test
    void sessionSetUpThatHangsEndsWithItsOwnTimeOut() throws Exception {
        try (HoldfastRuntime runtime =
                runtime().set("datasource.default.session-timeout", "100ms").start()) {
            write(runtime).close();
            try (StubHang hang = database.at(CallSite.STATEMENT)
                    .containing("SET SESSION")
                    .times(1)
                    .hang()) {
                Duration took = Calls.timed(() ->
                        runtime.registry().current().acquire(AccessIntent.READ).close());
                assertThat(hang).isNotNull();
                assertThat(took).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private long roleQuestions() {
        return database.recorded().stream()
                .filter(sql -> sql.contains("pg_is_in_recovery"))
                .count();
    }

    private static Connection forgetfulMethod(HoldfastRuntime runtime) {
        return write(runtime);
    }

    private static void failWithAnError(HoldfastRuntime runtime) throws SQLException {
        try (Connection connection = write(runtime)) {
            connection.setAutoCommit(false);
            Calls.first(connection, "INSERT INTO item VALUES (1)");
            throw new StackOverflowError("of the application");
        }
    }

    private static Connection write(HoldfastRuntime runtime) {
        return runtime.registry().current().acquire(AccessIntent.WRITE);
    }

    private TestRuntimes runtime() {
        database.record();
        database.answer("pg_is_in_recovery", false);
        return TestRuntimes.configure()
                .set("datasource.default.primary.url", database.url())
                .set("datasource.default.dialect", "postgresql")
                .set("pool.max-size", 1);
    }
}
