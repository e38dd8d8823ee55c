package io.holdfast.internal.datasource.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.datasource.Stage;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubHang;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    @Test
    void resetsASharedPoolAtBorrowInOneRoundTripWithTheSchema() throws Exception {
        try (Stage stage = Stage.shared(0)) {
            use(stage.engine.acquire(stage.acme, AccessIntent.WRITE));
            stage.primary.record();

            use(stage.engine.acquire(stage.tenant("globex"), AccessIntent.WRITE));

            List<String> sql = statements(stage);
            assertThat(sql).hasSize(2).last().isEqualTo("work");
            assertThat(sql.get(0))
                    .contains("RESET ALL", "RESET ROLE", "DISCARD TEMP", "UNLISTEN", "unlock_all")
                    .contains("search_path TO \"globex\"");
        }
    }

    @Test
    void doesNotResetAPoolOfOneTenant() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            use(stage.write());
            stage.primary.record();

            use(stage.write());

            assertThat(statements(stage)).containsExactly("work");
        }
    }

    @Test
    void resetsAPoolOfOneTenantWhereThatIsAskedFor() throws Exception {
        try (Stage stage = Stage.exclusive(0, "holdfast.datasource.orders.session-reset=always")) {
            use(stage.write());
            stage.primary.record();

            use(stage.write());

            assertThat(statements(stage)).first().asString().contains("RESET ALL");
        }
    }

    @Test
    void resetsAfterASetterThatNothingUndoes() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            try (Connection connection = stage.write()) {
                connection.setClientInfo("ApplicationName", "mine");
            }
            stage.primary.record();

            use(stage.write());
            use(stage.write());

            assertThat(statements(stage)).hasSize(3).first().asString().contains("RESET ALL");
        }
    }

    @Test
    void makesAReadReadOnlyWhereverItLands() throws Exception {
        try (Stage stage = Stage.exclusive(1);
                OpenScope scope = stage.unit()) {
            stage.replica(1).record();
            use(stage.read());
            assertThat(stage.replica(1).recorded()).anyMatch(sql -> sql.contains("TRANSACTION READ ONLY"));

            scope.pin().pin("orders");
            stage.primary.record();
            use(stage.read());
            use(stage.write());

            assertThat(statements(stage)).anyMatch(sql -> sql.contains("TRANSACTION READ ONLY"));
            assertThat(statements(stage)).anyMatch(sql -> sql.contains("TRANSACTION READ WRITE"));
        }
    }

    @Test
    void destroysAnOldConnectionWhoseSetUpFailsAndTakesAnother() throws Exception {
        try (Stage stage = Stage.shared(0)) {
            use(stage.write());
            stage.primary
                    .at(CallSite.STATEMENT)
                    .containing("RESET ALL")
                    .times(1)
                    .fail("57P01");

            use(stage.write());

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(2);
            assertThat(stage.primary.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void tellsWhenANewConnectionCannotBeSetUp() throws Exception {
        try (Stage stage = Stage.shared(0, "holdfast.pool.max-size=1")) {
            stage.primary
                    .at(CallSite.STATEMENT)
                    .containing("search_path")
                    .times(1)
                    .fail("3F000");

            assertThatThrownBy(stage::write)
                    .isInstanceOfSatisfying(
                            DataFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.TENANT_MAPPING))
                    .hasMessageContaining("'acme'")
                    .hasMessageContaining("'orders'");

            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
            assertThat(stage.primary.openConnections()).isZero();
            use(stage.write());
        }
    }

    @Test
    void boundsASetUpThatHangs() throws Exception {
        try (Stage stage = Stage.shared(0, "holdfast.datasource.orders.session-timeout=100ms");
                StubHang hang = stage.primary
                        .at(CallSite.STATEMENT)
                        .containing("search_path")
                        .hang()) {
            assertThatThrownBy(stage::write).isInstanceOf(DataFailure.class);

            assertThat(hang.hanging()).isZero();
            assertThat(stage.primary.openConnections()).isZero();
        }
    }

    @Test
    void refusesAPrimaryThatIsAStandby() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            stage.primary.reset();
            stage.primary.answer("pg_is_in_recovery", true);

            assertThatThrownBy(stage::write)
                    .isInstanceOfSatisfying(
                            DataFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.WRONG_ROLE));

            assertThat(stage.primary.openConnections()).isZero();
        }
    }

    @Test
    void asksForTheRoleAgainAfterAWriteWasRefused() throws Exception {
        try (Stage stage = Stage.exclusive(0)) {
            try (Connection connection = stage.write()) {
                stage.primary.at(CallSite.STATEMENT).times(1).fail("25006");
                assertThatThrownBy(() -> Stage.execute(connection, "insert")).isInstanceOf(SQLException.class);
            }
            stage.primary.record();

            use(stage.write());
            use(stage.write());

            assertThat(statements(stage).stream().filter(sql -> sql.contains("pg_is_in_recovery")))
                    .hasSize(1);
            assertThat(stage.primary.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    @Test
    void keepsOtherTenantsOnAReplicaThatRefusesOneOfThem() throws Exception {
        try (Stage stage = Stage.shared(1)) {
            stage.replica(1).at(CallSite.STATEMENT).containing("\"acme\"").fail("3F000");

            Route acme = stage.routeOfReadInANewUnit();

            assertThat(acme.node()).isEqualTo("primary");
            try (OpenScope scope = stage.unit();
                    Connection globex = stage.engine.acquire(stage.tenant("globex"), AccessIntent.READ)) {
                assertThat(scope.tenant()).isPresent();
                assertThat(globex.unwrap(Route.class).node()).isEqualTo("r1");
            }
        }
    }

    private static List<String> statements(Stage stage) {
        return stage.primary.recorded().stream()
                .filter(call -> call.contains(" ") || call.equals("work"))
                .toList();
    }

    private static void use(Connection connection) throws SQLException {
        try (connection) {
            Stage.execute(connection, "work");
        }
    }
}
