package io.holdfast.internal.datasource.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.Concurrently;
import io.holdfast.internal.LogCapture;
import io.holdfast.internal.datasource.PooledDataSource;
import io.holdfast.internal.datasource.Stage;
import io.holdfast.internal.datasource.TenantTarget;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubHang;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodePoolTest {

    private static final String HOUSEKEEPER = "holdfast-housekeeper";

    @BeforeEach
    void letThreadsOfOtherTestsEnd() {
        awaitNoHousekeeper();
    }

    @Test
    void opensNothingBeforeItsFirstUse() throws Exception {
        try (Stage stage = Stage.exclusive(2)) {
            stage.lazy().close();

            assertThat(stage.primaryPool().isOpen()).isFalse();
            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            assertThat(threads(HOUSEKEEPER)).isZero();
        }
    }

    @Test
    void costsNoThreadPerPool() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            use(stage, stage.acme);
            int before = threads("");
            List<PooledDataSource> many = new ArrayList<>();

            for (int i = 0; i < 200; i++) {
                PooledDataSource another = stage.anotherDataSource();
                many.add(another);
                use(stage, stage.tenant(another, "acme"));
            }

            assertThat(threads("")).isLessThanOrEqualTo(before);
            assertThat(threads(HOUSEKEEPER)).isEqualTo(1);
            many.forEach(PooledDataSource::close);
            assertThat(threads(HOUSEKEEPER)).isEqualTo(1);
            stage.pools.close();
            awaitNoHousekeeper();
        }
    }

    @Test
    void closesWhenIdleAndOpensAgain() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.idle-timeout=10s")) {
            use(stage, stage.acme);
            stage.clock.advance(Duration.ofSeconds(10).minusNanos(1));
            stage.housekeeper().tidy();
            assertThat(stage.primaryPool().isOpen()).isTrue();

            stage.clock.advance(Duration.ofNanos(1));
            stage.housekeeper().tidy();

            assertThat(stage.primaryPool().isOpen()).isFalse();
            assertThat(stage.primary.openConnections()).isZero();
            awaitNoHousekeeper();
            use(stage, stage.acme);
            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    @Test
    void doesNotCloseWhileAConnectionIsLent() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.idle-timeout=10s")) {
            try (Connection connection = stage.write()) {
                stage.clock.advance(Duration.ofHours(1));
                stage.housekeeper().tidy();
                Stage.execute(connection, "work");
            }
            stage.clock.advance(Duration.ofSeconds(9));
            stage.housekeeper().tidy();

            assertThat(stage.primaryPool().isOpen()).isTrue();
        }
    }

    @Test
    void keepsItsConnectionsForEverWithoutAnIdleTimeOut() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.idle-timeout=0")) {
            use(stage, stage.acme);

            stage.clock.advance(Duration.ofDays(100));
            stage.housekeeper().tidy();

            assertThat(stage.primaryPool().isOpen()).isTrue();
        }
    }

    @Test
    void lendsWhilePoolsCloseAndOpenAround() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.idle-timeout=1s")) {
            Concurrently.on(3, () -> {
                for (int i = 0; i < 200; i++) {
                    use(stage, stage.acme);
                    stage.clock.advance(Duration.ofSeconds(1));
                    stage.housekeeper().tidy();
                }
                return null;
            });

            assertThat(stage.primaryPool().inUse()).isZero();
        }
    }

    @Test
    void saysThatItIsFull() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1", "holdfast.pool.acquisition-timeout=50ms")) {
            Connection held = Concurrently.on(1, stage::write).get(0);

            assertThatThrownBy(stage::write)
                    .isInstanceOfSatisfying(
                            DataFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.OVERLOADED))
                    .hasMessageStartingWith("HOLDF00302")
                    .hasMessageContaining("'acme'")
                    .hasMessageContaining("1 of at most 1 connections")
                    .hasMessageContaining("Raise max-size")
                    .hasMessageNotContaining("jdbc:");

            held.close();
            use(stage, stage.acme);
        }
    }

    @Test
    void saysThatTheThreadWaitsForItself() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1", "holdfast.pool.acquisition-timeout=50ms");
                Connection held = stage.write()) {
            assertThatThrownBy(stage::write)
                    .hasMessageContaining("This thread holds one of them itself")
                    .hasMessageContaining("threads x (depth - 1) + 1");

            Stage.execute(held, "work");
        }
    }

    @Test
    void keepsTheFlagOfAnInterruptedWaiterAndItsPermit() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            Connection held = stage.write();
            AtomicReference<SQLException> failure = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    stage.write().close();
                } catch (SQLException e) {
                    failure.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            waiter.start();
            Await.until(
                    "the other thread waits",
                    Duration.ofSeconds(10),
                    () -> waiter.getState() == Thread.State.TIMED_WAITING);

            waiter.interrupt();
            waiter.join(10_000);

            assertThat(flag).hasValue(true);
            assertThat(failure.get().getMessage()).startsWith("HOLDF00314");
            held.close();
            use(stage, stage.acme);
            assertThat(stage.primary.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void takesNothingFromAPoolThatIsClosed() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            stage.pools.close();

            assertThatThrownBy(stage::write)
                    .isInstanceOfSatisfying(
                            DataFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.USAGE))
                    .hasMessageStartingWith("HOLDF00300");
        }
    }

    @Test
    void takesBackConnectionsAfterItWasClosed() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            Connection late = stage.write();
            stage.pools.close();

            late.close();

            assertThat(stage.primary.openConnections()).isZero();
            assertThatThrownBy(stage::write).hasMessageStartingWith("HOLDF00300");
        }
    }

    @Test
    void closesWhatThePoolWasStillGoingToDestroy() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                StubHang hang = stage.primary.at(CallSite.CLOSE).hang()) {
            Connection first = stage.write();
            Connection second = stage.write();
            dieOf(stage, first);
            first.close();
            hang.awaitHanging(1);
            dieOf(stage, second);
            second.close();

            stage.pools.close();

            // The one that is being closed ends on the pool's own thread, which was interrupted.
            Await.until("all are closed", Duration.ofSeconds(10), () -> stage.primary.openConnections() == 0);
        }
    }

    private static void dieOf(Stage stage, Connection connection) {
        stage.primary.at(CallSite.STATEMENT).times(1).fail("57P01");
        assertThatThrownBy(() -> Stage.execute(connection, "work")).isInstanceOf(SQLException.class);
    }

    @Test
    void letsNobodyIntoAGenerationThatClosedWhileItsBorrowersLeft() {
        PoolGeneration generation = new PoolGeneration(0);
        assertThat(generation.enter()).isTrue();
        assertThat(generation.enter()).isTrue();
        generation.exit(1);
        generation.exit(2);
        assertThat(generation.retireIfIdle(12, 10)).isTrue();

        generation.exit(13);

        assertThat(generation.enter()).isFalse();
        assertThat(generation.retireIfIdle(100, 10)).isFalse();
    }

    @Test
    void reportsALeakOnceWithItsPlace() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.datasource.orders.leak-timeout=10s");
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            stage.write().close();
            Connection forgotten = stage.write();
            stage.clock.advance(Duration.ofSeconds(9));
            stage.housekeeper().tidy();
            assertThat(log.messages()).isEmpty();

            stage.clock.advance(Duration.ofSeconds(1));
            stage.housekeeper().tidy();
            stage.housekeeper().tidy();

            assertThat(log.messages()).hasSize(1);
            assertThat(log.record("HOLDF00312").getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("reportsALeakOnceWithItsPlace"));
            forgotten.close();
        }
    }

    @Test
    void connectsForOneWaiterWhileAnotherOneHangs() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                StubHang hang = stage.primary.at(CallSite.CONNECT).times(1).hang()) {
            Thread hanging = new Thread(() -> use(stage));
            hanging.start();
            hang.awaitHanging(1);

            use(stage, stage.acme);

            hang.release();
            hanging.join(10_000);
            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    private static void use(Stage stage) {
        try {
            use(stage, stage.acme);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void use(Stage stage, TenantTarget target) throws SQLException {
        try (Connection connection = stage.engine.acquire(target, AccessIntent.WRITE)) {
            Stage.execute(connection, "work");
        }
    }

    private static int threads(String prefix) {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    private static void awaitNoHousekeeper() {
        Await.until("the housekeeper is gone", Duration.ofSeconds(10), () -> threads(HOUSEKEEPER) == 0);
    }
}
