package io.holdfast.internal.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.Concurrently;
import io.holdfast.internal.datasource.pool.PoolState;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.testsupport.jdbc.CallSite;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What becomes of a {@link RoutedConnection} after its first call. */
class RoutedConnectionTest {

    @Test
    void needsNoSecondConnectionAfterAQuestion() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=2", "holdfast.pool.acquisition-timeout=2s")) {
            Concurrently.on(2, () -> {
                try (Connection connection = stage.lazy()) {
                    connection.getCatalog();
                    Stage.execute(connection, "work");
                    assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
                    assertThat(connection.getCatalog()).isNotNull();
                }
                return null;
            });

            assertThat(stage.primary.count(CallSite.CONNECT)).isLessThanOrEqualTo(2);
            assertThat(PoolState.inUse(stage.primaryPool())).isZero();
        }
    }

    @Test
    void turnsTheConnectionOfAQuestionIntoAWritableOne() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection connection = stage.lazy()) {
            stage.primary.record();
            connection.getCatalog();

            Stage.execute(connection, "work");

            assertThat(stage.primary.recorded().stream().filter(call -> call.contains("AS TRANSACTION READ")))
                    .satisfiesExactly(
                            sql -> assertThat(sql).endsWith("READ ONLY"),
                            sql -> assertThat(sql).endsWith("READ WRITE"));
        }
    }

    @Test
    void appliesWhatWasRecorded() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection connection = stage.lazy()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setNetworkTimeout(Runnable::run, 12_345);
            stage.primary.record();

            Stage.execute(connection, "work");

            assertThat(stage.primary.recorded())
                    .contains("setAutoCommit(false)", "setTransactionIsolation(8)")
                    .endsWith("work");
            assertThat(connection.getNetworkTimeout()).isEqualTo(12_345);
            connection.rollback();
        }
    }

    @Test
    void goesOnWithNothingWhenWhatWasRecordedIsRefused() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.pool.max-size=1")) {
            Connection connection = stage.lazy();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            stage.primary.at(CallSite.SET_ISOLATION).times(1).fail("0A000");

            assertThatThrownBy(() -> Stage.execute(connection, "first")).isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> Stage.execute(connection, "second")).hasMessageStartingWith("HOLDF00309");
            connection.close();
            assertThat(stage.routeOf(AccessIntent.WRITE).node()).isEqualTo("primary");
        }
    }

    @Test
    void readsWhenItIsSetReadOnlyBeforeItsFirstUse() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection connection = stage.lazy()) {
            connection.setReadOnly(true);
            connection.setReadOnly(false);
            connection.setReadOnly(true);

            assertThat(connection.isReadOnly()).isTrue();
            assertThat(connection.unwrap(Route.class).node()).isEqualTo("r1");
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(scope.pin().isPinned()).isFalse();
            connection.setReadOnly(false);
            assertThat(connection.isReadOnly())
                    .as("taking the hint back changes nothing")
                    .isTrue();
        }
    }

    @Test
    void refusesATypeMapThatWouldStayWithThePooledConnection() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection connection = stage.lazy()) {
            assertThatThrownBy(() -> connection.setTypeMap(Map.of())).hasMessageStartingWith("HOLDF00325");
        }
    }

    @Test
    void refusesAReplicaTakenBeforeItsUnitWrote() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection before = stage.read()) {
            Stage.execute(before, "select");
            scope.pin().pin("orders");

            assertThatThrownBy(() -> Stage.execute(before, "select")).hasMessageStartingWith("HOLDF00326");
        }
    }

    @Test
    void cannotStopReadingOnceRouted() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                Connection connection = stage.read()) {
            assertThatThrownBy(() -> connection.setReadOnly(false)).hasMessageStartingWith("HOLDF00306");
        }
    }

    @Test
    void staysReadOnlyWhereItsSourceOrScopeIs() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            try (Connection connection = stage.lazyRead()) {
                assertThatThrownBy(() -> connection.setReadOnly(false)).hasMessageStartingWith("HOLDF00306");
            }
            try (OpenScope scope = stage.work.openRead("Shop.list()");
                    Connection connection = stage.lazy()) {
                assertThat(connection.isReadOnly()).isTrue();
                assertThatThrownBy(() -> connection.setReadOnly(false)).hasMessageStartingWith("HOLDF00306");
                assertThat(scope.pin().isPinned()).isFalse();
            }
        }
    }

    @Test
    void cannotBecomeReadOnlyAfterItsFirstUse() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                Connection connection = stage.lazy()) {
            Stage.execute(connection, "work");

            assertThatThrownBy(() -> connection.setReadOnly(true)).hasMessageStartingWith("HOLDF00307");
        }
    }

    @Test
    void keepsTheSchemaOfTheTenant() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection connection = stage.lazy()) {
            assertThatThrownBy(() -> connection.setSchema("globex")).hasMessageStartingWith("HOLDF00308");
            assertThatThrownBy(() -> connection.setCatalog("globex")).hasMessageStartingWith("HOLDF00308");
        }
    }

    @Test
    void refusesEverythingAfterClose() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            Connection unused = stage.lazy();
            Connection used = stage.lazy();
            Stage.execute(used, "work");
            for (Connection connection : new Connection[] {unused, used}) {
                connection.close();
                connection.close();

                assertThat(connection.isClosed()).isTrue();
                assertThat(connection.isValid(1)).isFalse();
                assertThatThrownBy(() -> Stage.execute(connection, "late"))
                        .hasMessageStartingWith("HOLDF00309")
                        .isInstanceOfSatisfying(
                                DataFailure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.USAGE));
                assertThatThrownBy(() -> connection.setAutoCommit(false)).hasMessageStartingWith("HOLDF00309");
                assertThatThrownBy(connection::getMetaData).hasMessageStartingWith("HOLDF00309");
                assertThatThrownBy(() -> connection.setClientInfo("a", "b")).isInstanceOf(SQLClientInfoException.class);
                assertThatThrownBy(() -> connection.setClientInfo(new Properties()))
                        .isInstanceOf(SQLClientInfoException.class);
                connection.abort(Runnable::run);
            }
            assertThat(stage.primary.count(CallSite.ABORT)).isZero();
        }
    }

    @Test
    void refusesTheFirstUseInAnotherUnitOfWork() throws Exception {
        try (Stage stage = Stage.exclusive(1)) {
            Connection connection;
            try (OpenScope scope = stage.unit()) {
                connection = stage.lazy();
                assertThat(scope.tenant()).isPresent();
            }

            assertThatThrownBy(() -> Stage.execute(connection, "work")).hasMessageStartingWith("HOLDF00403");

            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            connection.close();
        }
    }

    @Test
    void refusesCommitUnderAutocommit() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                Connection connection = stage.lazy()) {
            assertThatThrownBy(connection::commit).hasMessageStartingWith("HOLDF00324");
            assertThatThrownBy(connection::rollback).hasMessageStartingWith("HOLDF00324");
        }
    }

    @Test
    void namesThePlacesWhenAWriteIsRefusedOnAReadRoute() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.work.openRead("Shop.list()");
                Connection connection = stage.lazy()) {
            stage.replica(1).at(CallSite.STATEMENT).containing("insert").fail("25006");

            assertThatThrownBy(() -> connection.createStatement().executeUpdate("insert"))
                    .isInstanceOfSatisfying(
                            DataFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.READ_ONLY))
                    .hasMessageStartingWith("HOLDF00305")
                    .hasMessageContaining("Shop.list()");
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void tellsItsRouteAndWhatItIs() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection connection = stage.lazyRead()) {
            assertThat(connection)
                    .hasToString("RoutedConnection[tenant 'acme' on data source 'orders', not routed yet]");

            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.READ_INTENT);

            assertThat(connection)
                    .hasToString("RoutedConnection[tenant 'acme' on data source 'orders', r1, READ_INTENT]");
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void explainsWithoutTakingAnything() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            assertThat(stage.engine.explain(stage.acme, AccessIntent.READ).node())
                    .isEqualTo("r1");
            assertThat(stage.engine.explain(stage.acme, AccessIntent.WRITE).reason())
                    .isEqualTo(RouteReason.WRITE_INTENT);

            assertThat(scope.pin().isPinned()).isFalse();
            assertThat(PoolState.isOpen(stage.primaryPool())).isFalse();
        }
    }

    @Test
    void readsByDefaultWhereTheConfigurationSaysSo() throws Exception {
        try (Stage stage = Stage.exclusive(1, "holdfast.routing.default-intent=read");
                OpenScope scope = stage.unit();
                Connection connection = stage.lazy()) {
            assertThat(connection.unwrap(Route.class).node()).isEqualTo("r1");
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }
}
