package io.holdfast.internal.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.internal.Concurrently;
import io.holdfast.internal.datasource.pool.NodePool;
import io.holdfast.internal.datasource.pool.PoolState;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.jdbc.CallSite;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TransactionTest {

    @Test
    void usesOneConnectionForAllOfATransaction() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            try (Connection first = stage.lazy();
                    Connection second = stage.lazyRead()) {
                Stage.execute(first, "insert");
                Stage.execute(second, "select");

                assertThat(first.unwrap(Route.class)).isSameAs(second.unwrap(Route.class));
                assertThat(second.unwrap(Route.class).reason()).isEqualTo(RouteReason.IN_TRANSACTION);
                assertThat(second.isReadOnly()).isFalse();
                assertThat(first.getAutoCommit()).isFalse();
            }
            assertThat(PoolState.inUse(stage.primaryPool())).isEqualTo(1);
            assertThat(scope.pin().isPinned("orders")).isTrue();

            transaction.commit();

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
            assertThat(stage.primary.count(CallSite.COMMIT)).isEqualTo(1);
            assertThat(stage.primary.implicitCommits()).isZero();
            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void pinsEveryUnitOfWorkThatUsesIt() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            insert(stage);
            try (OpenScope later = stage.unit()) {
                insert(stage);

                assertThat(later.pin().isPinned("orders")).isTrue();
            }
            transaction.commit();
        }
    }

    @Test
    void rollsBack() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            insert(stage);

            transaction.rollback();

            assertThat(stage.primary.count(CallSite.COMMIT)).isZero();
            assertThat(stage.primary.count(CallSite.ROLLBACK)).isPositive();
            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void refusesASecondTenantAndMarksTheTransaction() throws Exception {
        try (Stage stage = Stage.shared(0)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            insert(stage);

            assertThatThrownBy(() -> stage.engine.acquire(stage.tenant("globex"), AccessIntent.WRITE))
                    .hasMessageStartingWith("HOLDF00501")
                    .hasMessageContaining("'acme'")
                    .hasMessageContaining("'globex'")
                    .hasMessageContaining("REQUIRES_NEW");

            assertThat(transaction.isMarkedForRollback()).isTrue();
            assertThatThrownBy(stage::write).hasMessageStartingWith("HOLDF00503");
            transaction.rollback();
        }
    }

    @Test
    void refusesASecondDataSourceAndMarksTheTransaction() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            PooledDataSource other = stage.anotherDataSource();
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            insert(stage);

            assertThatThrownBy(() -> stage.engine.acquire(stage.tenant(other, "acme"), AccessIntent.WRITE))
                    .hasMessageStartingWith("HOLDF00502")
                    .hasMessageContaining("XA");

            assertThat(transaction.isMarkedForRollback()).isTrue();
            transaction.rollback();
            other.close();
        }
    }

    @Test
    void holdsOneReplicaConnectionForAReadTransaction() throws Exception {
        try (Stage stage = Stage.exclusive(2);
                OpenScope scope = stage.work.openRead("Shop.list()")) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();

            Route first = stage.routeOf(AccessIntent.READ);
            try (Connection undeclared = stage.lazy()) {
                Stage.execute(undeclared, "select");
                assertThat(undeclared.unwrap(Route.class)).isSameAs(first);
                assertThat(undeclared.isReadOnly()).isTrue();
            }
            assertThat(first.toPrimary()).isFalse();
            assertThat(inUse(stage, first)).isEqualTo(1);

            transaction.commit();

            assertThat(inUse(stage, first)).isZero();
            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void refusesAWriteInAReadTransactionAndNamesBothPlaces() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope read = stage.work.openRead("Shop.list()")) {
            stage.transactions.begin();
            stage.routeOf(AccessIntent.READ);

            try (OpenScope write = stage.work.openTransactional("Shop.order()", false)) {
                assertThatThrownBy(stage::write)
                        .hasMessageStartingWith("HOLDF00304")
                        .hasMessageContaining("Shop.list()")
                        .hasMessageContaining("Shop.order()");
                assertThat(write.pin()).isSameAs(read.pin());
            }
            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            stage.transactions.begin().commit();
        }
    }

    @Test
    void refusesAWriteInAReadScopeWithoutATransaction() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope read = stage.work.openRead("Shop.list()")) {
            assertThatThrownBy(stage::write)
                    .hasMessageStartingWith("HOLDF00304")
                    .hasMessageContaining("Shop.list()");
            assertThat(read.pin().isPinned()).isFalse();
        }
    }

    @Test
    void readsFromThePrimaryAfterAnInnerTransactionWrote() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope read = stage.work.openRead("Shop.list()")) {
            FakeTransactions.Transaction outer = stage.transactions.begin();
            assertThat(stage.routeOf(AccessIntent.READ).node()).isEqualTo("r1");
            try (OpenScope own = stage.work.openTransactional("Shop.audit()", true)) {
                FakeTransactions.Transaction inner = stage.transactions.begin();
                assertThat(stage.routeOf(AccessIntent.WRITE).reason()).isEqualTo(RouteReason.IN_TRANSACTION);
                inner.commit();
                assertThat(own.pin()).isSameAs(read.pin());
            }
            stage.transactions.resume(outer);

            Route after = stage.routeOf(AccessIntent.READ);

            assertThat(after.reason()).isEqualTo(RouteReason.PINNED);
            assertThat(after.intent()).isEqualTo(AccessIntent.READ);
            outer.commit();
        }
    }

    @Test
    void settlesWhatATransactionIsBeforeAReadScopeOpensInIt() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            stage.engine.settleTransaction();

            try (OpenScope read = stage.work.openRead("Shop.list()")) {
                Route route = stage.routeOf(AccessIntent.READ);
                assertThat(route.reason()).isEqualTo(RouteReason.IN_TRANSACTION);
                assertThat(stage.engine.explain(stage.acme, AccessIntent.READ)).isEqualTo(route);
                assertThat(read.pin().isPinned()).isTrue();
            }
            transaction.commit();
        }
    }

    @Test
    void refusesACommitThatTheDatabaseWouldTurnIntoARollback() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            insert(stage);
            stage.primary.at(CallSite.STATEMENT).containing("SELECT 1").fail("25P02");

            assertThatThrownBy(transaction::commit)
                    .isInstanceOfSatisfying(
                            DataException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.ROLLED_BACK))
                    .cause()
                    .hasMessageStartingWith("HOLDF00504");

            assertThat(stage.primary.count(CallSite.COMMIT)).isZero();
            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void givesConnectionsBackWhenAnotherThreadCompletes() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            Connection late = stage.write();

            Concurrently.on(1, () -> {
                transaction.timeOut();
                return null;
            });

            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
            assertThat(late.isClosed()).isTrue();
            assertThatThrownBy(() -> Stage.execute(late, "late")).hasMessageStartingWith("HOLDF00506");
            assertThatThrownBy(stage::write).hasMessageStartingWith("HOLDF00503");
            late.close();
        }
    }

    @Test
    void losesNoConnectionToATransactionThatTimesOutMeanwhile() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope read = stage.work.openRead("Shop.list()")) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            stage.routeOf(AccessIntent.READ);
            read.pin().pin("orders");
            stage.events.register(new RouteListener() {
                @Override
                public void onAcquired(Route route, TenantId tenant, long waitNanos) {
                    try {
                        transaction.timeOut();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });

            assertThatThrownBy(stage::read).hasMessageStartingWith("HOLDF00503");

            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void givesTheConnectionBackWhenItCannotEnlistIt() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            stage.transactions.begin().refuseResources();
            assertThatThrownBy(stage::write).hasMessage("no resource any more");

            stage.transactions.begin().refuseCallbacks();
            assertThatThrownBy(stage::write).hasMessage("too late");

            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void leavesTheTransactionToTheContainer() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            try (Connection connection = stage.write();
                    Connection unused = stage.lazy()) {
                for (Connection each : new Connection[] {connection, unused}) {
                    assertThatThrownBy(each::commit).hasMessageStartingWith("HOLDF00507");
                    assertThatThrownBy(each::rollback).hasMessageStartingWith("HOLDF00507");
                    assertThatThrownBy(() -> each.setAutoCommit(true)).hasMessageStartingWith("HOLDF00507");
                    each.setAutoCommit(false);
                    assertThat(each.getAutoCommit()).isFalse();
                }
                assertThatThrownBy(() -> unused.setReadOnly(true)).hasMessageStartingWith("HOLDF00507");
            }
            transaction.commit();
        }
    }

    @Test
    void refusesAConnectionOfAnotherTransaction() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection before = stage.lazy()) {
            FakeTransactions.Transaction transaction = stage.transactions.begin();
            Connection inside = stage.lazy();

            assertThatThrownBy(() -> Stage.execute(before, "work")).hasMessageStartingWith("HOLDF00505");
            transaction.commit();
            assertThatThrownBy(() -> Stage.execute(inside, "work")).hasMessageStartingWith("HOLDF00505");
            FakeTransactions.Transaction next = stage.transactions.begin();
            assertThatThrownBy(() -> Stage.execute(inside, "work")).hasMessageStartingWith("HOLDF00505");
            next.commit();

            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            inside.close();
        }
    }

    @Test
    void refusesToWorkBesideATransactionThatBeganLater() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection before = stage.lazy()) {
            Stage.execute(before, "work");
            FakeTransactions.Transaction transaction = stage.transactions.begin();

            assertThatThrownBy(() -> Stage.execute(before, "work")).hasMessageStartingWith("HOLDF00505");

            transaction.commit();
            Stage.execute(before, "work");
        }
    }

    private static int inUse(Stage stage, Route route) {
        int index = route.node().charAt(1) - '1';
        return PoolState.inUse((NodePool) stage.pools.source(stage.pools.nodes().replica(index)));
    }

    private static void insert(Stage stage) throws SQLException {
        try (Connection connection = stage.lazy()) {
            Stage.execute(connection, "insert");
        }
    }
}
