package io.holdfast.internal.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.internal.LogCapture;
import io.holdfast.internal.datasource.pool.PoolState;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.jdbc.CallSite;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaFailureTest {

    private static final Duration PROBE = Duration.ofSeconds(5);

    @Test
    void goesToTheNextReplicaAndThenToThePrimary() throws Exception {
        try (Stage stage = Stage.exclusive(2)) {
            stage.replica(1).at(CallSite.CONNECT).fail("08001");
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r2");
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r2");

            loseConnection(stage);

            assertThat(stage.routeOfReadInANewUnit().reason()).isEqualTo(RouteReason.NO_REPLICA_USABLE);
        }
    }

    @Test
    void skipsAFailedReplicaAndSaysSoOnce() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            stage.replica(1).at(CallSite.CONNECT).fail("08001");

            for (int i = 0; i < 5; i++) {
                assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("primary");
            }

            assertThat(stage.replica(1).count(CallSite.CONNECT)).isEqualTo(1);
            assertThat(log.messages()).singleElement().asString().startsWith("HOLDF00210");
        }
    }

    @Test
    void probesAFailedReplicaOncePerIntervalAndTakesItBack() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                LogCapture log = new LogCapture("io.holdfast.datasource")) {
            stage.replica(1).at(CallSite.CONNECT).times(2).fail("08001");
            stage.routeOfReadInANewUnit();
            stage.clock.advance(PROBE);
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("primary");
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("primary");
            assertThat(stage.replica(1).count(CallSite.CONNECT)).isEqualTo(2);

            stage.clock.advance(PROBE);

            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r1");
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r1");
            assertThat(log.messages()).last().asString().startsWith("HOLDF00211");
        }
    }

    @Test
    void skipsAReplicaThatLostAConnectionInUse() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            loseConnection(stage);

            assertThat(stage.routeOfReadInANewUnit().reason()).isEqualTo(RouteReason.NO_REPLICA_USABLE);
        }
    }

    @Test
    void keepsAReplicaWhoseConnectionTheApplicationAborted() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            try (Connection connection = stage.read()) {
                connection.abort(Runnable::run);
            }

            assertThat(scope.pin().isPinned()).isFalse();
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r1");
        }
    }

    @Test
    void keepsAReplicaWithAStalePlan() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            try (Connection connection = stage.read()) {
                stage.replica(1)
                        .at(CallSite.STATEMENT)
                        .times(1)
                        .fail(() -> new SQLException("cached plan must not change result type", "0A000"));
                assertThatThrownBy(() -> Stage.execute(connection, "select")).isInstanceOf(SQLException.class);
            }

            assertThat(scope.pin().isPinned()).isFalse();
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r1");
            assertThat(stage.replica(1).count(CallSite.CONNECT)).isEqualTo(2);
        }
    }

    @Test
    void staysWithThePrimaryAfterItReadFromAReplicaThatFailed() throws Exception {
        try (Stage stage = Stage.exclusive(2);
                OpenScope scope = stage.unit()) {
            Route first = stage.routeOf(AccessIntent.READ);
            int lost = first.node().equals("r1") ? 1 : 2;
            try (Connection connection = stage.read()) {
                stage.replica(lost).at(CallSite.STATEMENT).times(1).fail("57P01");
                assertThatThrownBy(() -> Stage.execute(connection, "select")).isInstanceOf(SQLException.class);
            }

            assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.REPLICA_LOST);
            stage.clock.advance(PROBE);
            assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.REPLICA_LOST);
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void staysWithThePrimaryAfterItReadThereForWantOfAReplica() throws Exception {
        try (Stage stage = Stage.exclusive(2)) {
            stage.replica(1).at(CallSite.CONNECT).times(1).fail("08001");
            stage.replica(2).at(CallSite.CONNECT).times(1).fail("08001");
            try (OpenScope scope = stage.unit()) {
                assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.NO_REPLICA_USABLE);

                stage.clock.advance(PROBE);

                assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.READ_ON_PRIMARY);
                assertThat(scope.pin().isPinned()).isFalse();
            }
            assertThat(stage.routeOfReadInANewUnit().toPrimary()).isFalse();
        }
    }

    @Test
    void mayStillChooseAReplicaWhenThePrimaryHasShownNothing() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            stage.replica(1).at(CallSite.CONNECT).times(1).fail("08001");
            stage.primary.at(CallSite.CONNECT).times(1).fail("08001");
            assertThatThrownBy(() -> stage.routeOf(AccessIntent.READ)).isInstanceOf(SQLException.class);

            stage.clock.advance(PROBE);

            assertThat(stage.routeOf(AccessIntent.READ).node()).isEqualTo("r1");
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void readsOnlyOverConnectionsThatAreAsOldAsTheFirstRead() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection first = stage.read()) {
            stage.clock.advance(Duration.ofMillis(1));

            assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.REPLICA_LOST);
            assertThat(first.unwrap(Route.class).node()).isEqualTo("r1");
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void failsInsteadOfGoingToThePrimaryWhereThatIsAskedFor() throws Exception {
        try (Stage stage = Stage.exclusive(1, "holdfast.routing.no-replica=fail")) {
            stage.replica(1).at(CallSite.CONNECT).fail("08001");

            assertThatThrownBy(stage::routeOfReadInANewUnit).hasMessageStartingWith("HOLDF00303");

            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            try (OpenScope scope = stage.unit()) {
                scope.pin().pin("orders");
                assertThat(stage.routeOf(AccessIntent.READ).reason()).isEqualTo(RouteReason.PINNED);
            }
        }
    }

    @Test
    void probesFromReadTransactionsToo() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            stage.replica(1).at(CallSite.CONNECT).times(1).fail("08001");
            stage.routeOfReadInANewUnit();
            stage.clock.advance(PROBE);

            try (OpenScope scope = stage.work.openRead("Shop.list()")) {
                FakeTransactions.Transaction transaction = stage.transactions.begin();
                assertThat(stage.routeOf(AccessIntent.READ).node()).isEqualTo("r1");
                transaction.commit();
                assertThat(scope.pin().isPinned()).isFalse();
            }
        }
    }

    @Test
    void leavesTheReplicaAloneWhenTheWaiterWasInterrupted() throws Exception {
        try (Stage stage = Stage.exclusive(1, "holdfast.pool.max-size=1")) {
            try (OpenScope scope = stage.unit();
                    Connection held = stage.read()) {
                Thread.currentThread().interrupt();

                assertThatThrownBy(stage::read).hasMessageStartingWith("HOLDF00314");

                assertThat(Thread.interrupted()).isTrue();
                assertThat(held.isClosed()).isFalse();
                assertThat(scope.pin().isPinned()).isFalse();
            }
            assertThat(stage.routeOfReadInANewUnit().node()).isEqualTo("r1");
        }
    }

    @Test
    void aListenerThatThrowsBreaksNothing() throws Exception {
        try (Stage stage = Stage.shared(1, "holdfast.pool.max-size=1");
                LogCapture log = new LogCapture("io.holdfast.routing")) {
            List<String> heard = new ArrayList<>();
            stage.events.register(new Broken());
            stage.events.register(new Hearing(heard));

            stage.routeOfReadInANewUnit();
            stage.routeOfReadInANewUnit();
            stage.replica(1).at(CallSite.STATEMENT).fail("08006");
            stage.routeOfReadInANewUnit();

            assertThat(heard)
                    .startsWith("routed r1", "acquired r1", "released r1", "routed r1")
                    .contains("failed r1 CONNECTION_LOST")
                    .endsWith("routed primary", "acquired primary", "released primary");
            assertThat(log.messages()).singleElement().asString().startsWith("HOLDF00900");
        }
    }

    @Test
    void losesNoConnectionToAListenerOrAPinThatDies() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            assertThatThrownBy(() -> stage.engine.acquire(stage.acme, AccessIntent.WRITE, new BrokenPin()))
                    .hasMessage("of the pin");
            stage.events.register(new RouteListener() {
                @Override
                public void onAcquired(Route route, TenantId tenant, long waitNanos) {
                    throw new AssertionError("of the listener");
                }
            });

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(stage::write).hasMessage("of the listener");
            }
            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    private static void loseConnection(Stage stage) throws SQLException {
        try (OpenScope scope = stage.unit();
                Connection connection = stage.read()) {
            String node = connection.unwrap(Route.class).node();
            int number = node.charAt(1) - '0';
            stage.replica(number)
                    .at(CallSite.STATEMENT)
                    .containing("kill")
                    .times(1)
                    .fail("57P01");
            assertThatThrownBy(() -> Stage.execute(connection, "kill")).isInstanceOf(SQLException.class);
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    private static final class Broken implements RouteListener {

        @Override
        public void onRouted(Route route, TenantId tenant) {
            throw new IllegalStateException("routed");
        }

        @Override
        public void onAcquired(Route route, TenantId tenant, long waitNanos) {
            throw new NoClassDefFoundError("acquired");
        }

        @Override
        public void onReleased(Route route, TenantId tenant) {
            throw new IllegalStateException("released");
        }

        @Override
        public void onFailed(Route route, TenantId tenant, DataErrorDetails details) {
            throw new IllegalStateException("failed");
        }
    }

    private record Hearing(List<String> heard) implements RouteListener {

        @Override
        public void onRouted(Route route, TenantId tenant) {
            heard.add("routed " + route.node());
        }

        @Override
        public void onAcquired(Route route, TenantId tenant, long waitNanos) {
            heard.add("acquired " + route.node());
        }

        @Override
        public void onReleased(Route route, TenantId tenant) {
            heard.add("released " + route.node());
        }

        @Override
        public void onFailed(Route route, TenantId tenant, DataErrorDetails details) {
            heard.add("failed " + route.node() + " " + details.kind());
        }
    }

    private static final class BrokenPin implements ReadAfterWritePin {

        @Override
        public boolean isPinned() {
            return false;
        }

        @Override
        public boolean isPinned(String dataSource) {
            return false;
        }

        @Override
        public void pin() {
            throw new IllegalStateException("of the pin");
        }

        @Override
        public void pin(String dataSource) {
            throw new IllegalStateException("of the pin");
        }
    }
}
