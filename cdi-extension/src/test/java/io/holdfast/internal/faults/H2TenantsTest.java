package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.dialect.Dialects;
import io.holdfast.internal.registry.HoldfastRuntime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a data source on H2 keeps of the promises, and what {@code gaps()} says it does not. */
class H2TenantsTest {

    private static final String URL = "jdbc:h2:mem:tenants;DB_CLOSE_DELAY=-1";

    private Connection keeper;

    @BeforeEach
    void makeSchemas() throws SQLException {
        keeper = DriverManager.getConnection(URL);
        try (Statement statement = keeper.createStatement()) {
            for (String schema : List.of("acme", "globex")) {
                statement.execute("CREATE SCHEMA \"" + schema + "\"");
                statement.execute("CREATE TABLE \"" + schema + "\".item(name VARCHAR)");
                statement.execute("INSERT INTO \"" + schema + "\".item VALUES ('of " + schema + "')");
            }
        }
    }

    @AfterEach
    void shutDown() throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        keeper.close();
    }

    @Test
    void eachTenantReadsItsOwnSchemaOnTheOneNode() throws SQLException {
        try (HoldfastRuntime runtime = runtime()) {
            for (String tenant : List.of("acme", "globex", "acme")) {
                try (Connection connection =
                        runtime.registry().forTenant(tenant).acquire(AccessIntent.READ)) {
                    assertThat(Calls.first(connection, "SELECT name FROM item")).isEqualTo("of " + tenant);
                    assertThat(Calls.first(connection, "SELECT @\"app.tenant\""))
                            .isEqualTo(tenant);
                    Route route = connection.unwrap(Route.class);
                    assertThat(route.toPrimary()).isTrue();
                    assertThat(route.reason()).isEqualTo(RouteReason.NO_REPLICA_CONFIGURED);
                }
            }
        }
    }

    @Test
    void openTransactionOfOneTenantIsRolledBackBeforeTheNext() throws SQLException {
        try (HoldfastRuntime runtime = runtime()) {
            try (Connection connection = runtime.registry().forTenant("acme").acquire(AccessIntent.WRITE)) {
                connection.setAutoCommit(false);
                Calls.first(connection, "SELECT name FROM FINAL TABLE (INSERT INTO item VALUES ('lost'))");
            }
            try (Connection connection = runtime.registry().forTenant("globex").acquire(AccessIntent.WRITE)) {
                assertThat(connection.getAutoCommit()).isTrue();
            }
            assertThat(Calls.first(keeper, "SELECT COUNT(*) FROM \"acme\".item"))
                    .isEqualTo("1");
        }
    }

    @Test
    void readsMayWriteAndTheGapsSaySo() throws SQLException {
        try (HoldfastRuntime runtime = runtime();
                Connection connection = runtime.registry().forTenant("acme").acquire(AccessIntent.READ);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO item VALUES ('by a read')"))
                    .isEqualTo(1);
        }
        assertThat(Dialects.byName("h2").enforcesReadOnly()).isFalse();
        assertThat(Dialects.byName("h2").gaps()).anyMatch(gap -> gap.contains("not enforced that reads do not write"));
    }

    private static HoldfastRuntime runtime() {
        return TestRuntimes.configure()
                .set("datasource.shared.primary.url", URL)
                .set("datasource.shared.max-size", 1)
                .set("datasource.shared.session-variable.app.tenant", "{tenant}")
                .tenant("acme", "shared")
                .tenant("globex", "shared")
                .start();
    }
}
