package io.holdfast.internal.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.testsupport.jdbc.CallSite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of calls of {@link RoutedConnection}: which one takes a connection. */
class RoutedConnectionFirstCallTest {

    @FunctionalInterface
    private interface Call {
        void on(Connection connection) throws SQLException;
    }

    static Stream<Named<Call>> recordedOrAnswered() {
        return Stream.of(
                call("setAutoCommit", c -> c.setAutoCommit(false)),
                call("setReadOnly", c -> c.setReadOnly(true)),
                call("setTransactionIsolation", c -> {
                    c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    assertThat(c.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                }),
                call("setHoldability", c -> {
                    c.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                    assertThat(c.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                }),
                call("setNetworkTimeout", c -> {
                    c.setNetworkTimeout(Runnable::run, 77);
                    assertThat(c.getNetworkTimeout()).isEqualTo(77);
                }),
                call("setClientInfo", c -> {
                    c.setClientInfo("ApplicationName", "shop");
                    assertThat(c.getClientInfo("ApplicationName")).isEqualTo("shop");
                }),
                call("setClientInfo(Properties)", c -> c.setClientInfo(new Properties())),
                call("getAutoCommit", c -> assertThat(c.getAutoCommit()).isTrue()),
                call("isReadOnly", c -> assertThat(c.isReadOnly()).isFalse()),
                call("isClosed", c -> assertThat(c.isClosed()).isFalse()),
                call("isValid", c -> assertThat(c.isValid(1)).isTrue()),
                call("getWarnings", c -> assertThat((Object) c.getWarnings()).isNull()),
                call("clearWarnings", Connection::clearWarnings),
                call("getSchema", c -> assertThat(c.getSchema()).isEqualTo("acme")),
                call("setSchema", c -> c.setSchema("acme")),
                call("commit", c -> {
                    c.setAutoCommit(false);
                    c.commit();
                    c.rollback();
                }),
                call(
                        "isWrapperFor",
                        c -> assertThat(c.isWrapperFor(Route.class)).isTrue()),
                call("abort", c -> c.abort(Runnable::run)),
                call("close", Connection::close));
    }

    static Stream<Named<Call>> forcing() {
        return Stream.of(
                call("createStatement", c -> c.createStatement().close()),
                call("createStatement(2)", c -> c.createStatement(1003, 1007).close()),
                call("createStatement(3)", c -> c.createStatement(1003, 1007, 1).close()),
                call("prepareStatement", c -> c.prepareStatement("x").close()),
                call("prepareStatement(keys)", c -> c.prepareStatement("x", 1).close()),
                call(
                        "prepareStatement(columns)",
                        c -> c.prepareStatement("x", new int[] {1}).close()),
                call(
                        "prepareStatement(names)",
                        c -> c.prepareStatement("x", new String[] {"id"}).close()),
                call(
                        "prepareStatement(2)",
                        c -> c.prepareStatement("x", 1003, 1007).close()),
                call(
                        "prepareStatement(3)",
                        c -> c.prepareStatement("x", 1003, 1007, 1).close()),
                call("setSavepoint", c -> {
                    c.setAutoCommit(false);
                    c.releaseSavepoint(c.setSavepoint("here"));
                }),
                call("unwrap", c -> c.unwrap(Route.class)));
    }

    static Stream<Named<Call>> questions() {
        return Stream.of(
                call("nativeSQL", c -> assertThat(c.nativeSQL("x")).isEqualTo("x")),
                call("getCatalog", c -> assertThat(c.getCatalog()).isNotNull()),
                call(
                        "getTransactionIsolation",
                        c -> assertThat(c.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED)),
                call("getHoldability", Connection::getHoldability),
                call("getNetworkTimeout", Connection::getNetworkTimeout),
                call("getClientInfo", c -> assertThat(c.getClientInfo()).isEmpty()));
    }

    private static Named<Call> call(String name, Call call) {
        return Named.of(name, call);
    }

    @ParameterizedTest
    @MethodSource("recordedOrAnswered")
    void takesNoConnectionForWhatItCanRecordOrAnswer(Call call) throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection connection = stage.lazy()) {
            call.on(connection);

            assertThat(stage.primary.count(CallSite.CONNECT)).isZero();
            assertThat(stage.replica(1).count(CallSite.CONNECT)).isZero();
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("forcing")
    void takesItsConnectionForEverythingElse(Call call) throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection connection = stage.lazy()) {
            call.on(connection);

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
            assertThat(scope.pin().isPinned("orders")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void asksThePrimaryWithoutRoutingOrPinning(Call call) throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit();
                Connection connection = stage.lazyRead()) {
            call.on(connection);

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
            assertThat(scope.pin().isPinned()).isFalse();
            assertThat(connection.unwrap(Route.class).node()).isEqualTo("r1");
        }
    }
}
