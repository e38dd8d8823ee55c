package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.WorkScope;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tenants share a pool of one connection: what one leaves in the session, the other must not see. */
class SessionLeakIT {

    private static final String DATABASE = "session_leak";
    private static final PostgresCluster CLUSTER = PostgresCluster.shared();

    @BeforeAll
    static void makeDatabase() throws SQLException {
        CLUSTER.createDatabase(DATABASE);
        CLUSTER.primary().execute("CREATE ROLE leaker LOGIN; CREATE ROLE leak_auditor; GRANT leak_auditor TO leaker");
        for (String schema : List.of("acme", "globex")) {
            CLUSTER.primary()
                    .execute(
                            DATABASE,
                            "CREATE SCHEMA %1$s AUTHORIZATION leaker; CREATE TABLE %1$s.item(name text);"
                                            .formatted(schema)
                                    + "INSERT INTO %1$s.item VALUES ('of %1$s'); CREATE SEQUENCE %1$s.numbers;"
                                            .formatted(schema)
                                    + "GRANT ALL ON ALL TABLES IN SCHEMA %1$s TO leaker, leak_auditor;"
                                            .formatted(schema)
                                    + "GRANT ALL ON ALL SEQUENCES IN SCHEMA %1$s TO leaker".formatted(schema));
        }
        CLUSTER.awaitCaughtUp();
    }

    @ParameterizedTest(name = "schema per tenant: {0}")
    @ValueSource(booleans = {true, false})
    void nextBorrowerSeesNothingOfTheOtherTenant(boolean schemas) throws SQLException {
        Map<String, List<String>> table = new TreeMap<>();
        List<String> leaks = new ArrayList<>();
        for (Access access : Access.values()) {
            try (HoldfastRuntime runtime = runtime(schemas)) {
                Map<String, String> clean = new TreeMap<>();
                String process = look(runtime, access, clean);
                for (SessionState state : SessionState.ALL) {
                    String left = leave(runtime, access, state);
                    Map<String, String> found = new TreeMap<>();
                    assertThat(look(runtime, access, found))
                            .as("the same connection after %s", state.name())
                            .isEqualTo(process);
                    // A state that nobody can see proves nothing.
                    boolean seen = !clean.get(state.name()).equals(left);
                    table.computeIfAbsent(state.name(), name -> new ArrayList<>())
                            .add(left == null ? "refused" : found.equals(clean) ? seen ? "clean" : "unseen" : "LEAK");
                    if (!found.equals(clean)) {
                        leaks.add(state.name() + " on " + access + ": " + difference(clean, found));
                    }
                }
            }
        }

        print(schemas, table);
        assertThat(leaks).isEmpty();
        table.remove("setReadOnly");
        assertThat(table.values().stream().flatMap(List::stream)).doesNotContain("unseen");
        assertThat(table.values().stream().filter(row -> row.contains("clean")).count())
                .as("states that could be left somewhere")
                .isGreaterThanOrEqualTo(SessionState.ALL.size() - 2);
    }

    @ParameterizedTest
    @EnumSource
    void tenantsOwnSchemaIsInForceOnFreshAndOnReusedConnections(Access access) throws SQLException {
        try (HoldfastRuntime runtime = runtime(true)) {
            for (String tenant : List.of("acme", "globex", "globex", "acme", "globex")) {
                try (WorkScope work = runtime.begin(tenant);
                        Connection connection = access.acquire(runtime, work)) {
                    assertThat(SessionState.first(connection, "SELECT name FROM item"))
                            .isEqualTo("of " + tenant);
                    assertThat(SessionState.first(
                                    connection, "SELECT current_schema() || ' ' ||" + " current_setting('app.tenant')"))
                            .isEqualTo(tenant + " " + tenant);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverPreparedStatementFindsTheTableOfTheTenantThatRunsIt(Access access) throws SQLException {
        try (HoldfastRuntime runtime = runtime(true)) {
            // More often than pgjdbc needs to prepare on the server and PostgreSQL to take a generic plan.
            for (int i = 0; i < 40; i++) {
                String tenant = i % 10 < 7 == i < 20 ? "acme" : "globex";
                try (WorkScope work = runtime.begin(tenant);
                        Connection connection = access.acquire(runtime, work);
                        PreparedStatement statement =
                                connection.prepareStatement("SELECT name FROM item WHERE name LIKE ?")) {
                    for (int repeat = 0; repeat < 8; repeat++) {
                        statement.setString(1, "of%");
                        try (ResultSet rows = statement.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                            assertThat(rows.getString(1)).isEqualTo("of " + tenant);
                            assertThat(rows.next()).isFalse();
                        }
                    }
                }
            }
        }
    }

    @Test
    void statementPreparedInSqlByOneTenantReadsTheRowsOfTheTenantThatExecutesIt() throws SQLException {
        try (HoldfastRuntime runtime = runtime(true)) {
            try (Connection connection = runtime.registry().forTenant("acme").acquire(AccessIntent.WRITE)) {
                connection.createStatement().execute("PREPARE mine AS SELECT name FROM item");
                assertThat(SessionState.first(connection, "EXECUTE mine")).isEqualTo("of acme");
            }
            try (Connection connection = runtime.registry().forTenant("globex").acquire(AccessIntent.WRITE)) {
                assertThat(SessionState.first(connection, "EXECUTE mine")).isEqualTo("of globex");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollbackLeavesTheTenantsSchemaInForce(Access access) throws SQLException {
        try (HoldfastRuntime runtime = runtime(true)) {
            for (String tenant : List.of("acme", "globex", "acme")) {
                try (WorkScope work = runtime.begin(tenant);
                        Connection connection = access.acquire(runtime, work)) {
                    connection.setAutoCommit(false);
                    assertThat(SessionState.first(connection, "SELECT name FROM item"))
                            .isEqualTo("of " + tenant);

                    connection.rollback();

                    assertThat(SessionState.first(connection, "SELECT name FROM item"))
                            .isEqualTo("of " + tenant);
                    assertThat(SessionState.first(connection, "SELECT current_setting('app.tenant')"))
                            .isEqualTo(tenant);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenantWithoutASchemaSeesNothingWhereOthersHaveSchemas(Access access) throws SQLException {
        try (HoldfastRuntime runtime =
                base().tenant("acme", "shared").plainTenant("nowhere", "shared").start()) {
            for (String tenant : List.of("nowhere", "acme", "nowhere")) {
                try (WorkScope work = runtime.begin(tenant);
                        Connection connection = access.acquire(runtime, work)) {
                    String expected = tenant.equals("acme") ? "acme" : null;
                    assertThat(SessionState.first(connection, "SELECT current_schema()"))
                            .isEqualTo(expected);
                    assertThat(SessionState.first(connection, "SELECT to_regclass('item') IS NOT NULL"))
                            .isEqualTo(expected == null ? "f" : "t");
                }
            }
        }
    }

    @Test
    void callerWithoutATenantDoesNotFindTheVariablesOfTheOnlyTenant() throws SQLException {
        try (HoldfastRuntime runtime = TestRuntimes.configure()
                .primary("default", CLUSTER, DATABASE)
                .set("datasource.default.max-size", 1)
                .plainTenant("acme", "default")
                .set("tenant.acme.session-variable.app.tenant", "acme")
                .set("tenancy.absent", "default")
                .start()) {
            try (Connection connection = runtime.registry().forTenant("acme").acquire(AccessIntent.WRITE)) {
                assertThat(SessionState.first(connection, "SELECT current_setting('app.tenant')"))
                        .isEqualTo("acme");
            }
            try (Connection connection = runtime.registry().acquire(AccessIntent.WRITE)) {
                assertThat(SessionState.first(connection, "SELECT current_setting('app.tenant', true)"))
                        .isNullOrEmpty();
            }
        }
    }

    private static void print(boolean schemas, Map<String, List<String>> table) {
        System.out.println("Session state of one tenant as the next tenant sees it, "
                + (schemas ? "schema per tenant" : "one schema") + ": " + List.of(Access.values()));
        table.forEach((state, row) -> System.out.printf("  %-26s %s%n", state, row));
    }

    /** What the second tenant sees of all states; tells which server process answered. */
    private static String look(HoldfastRuntime runtime, Access access, Map<String, String> into) throws SQLException {
        try (WorkScope work = runtime.begin("globex");
                Connection connection = access.acquire(runtime, work)) {
            for (SessionState state : SessionState.ALL) {
                into.put(state.name(), state.seen(connection));
            }
            return SessionState.first(connection, "SELECT pg_backend_pid()");
        }
    }

    /** What the first tenant sees of the state it left, or null if it was not allowed to. */
    private static String leave(HoldfastRuntime runtime, Access access, SessionState state) throws SQLException {
        try (WorkScope work = runtime.begin("acme");
                Connection connection = access.lazy(runtime, work)) {
            try {
                state.leave().in(connection);
            } catch (SQLException e) {
                return state.name().equals("failed transaction") ? state.seen(connection) : null;
            }
            return state.seen(connection);
        }
    }

    private static Map<String, String> difference(Map<String, String> clean, Map<String, String> found) {
        Map<String, String> difference = new TreeMap<>();
        clean.forEach((state, answer) -> {
            if (!answer.equals(found.get(state))) {
                difference.put(state, answer + " became " + found.get(state));
            }
        });
        return difference;
    }

    private static TestRuntimes base() {
        return TestRuntimes.configure()
                .primary("shared", CLUSTER, DATABASE)
                .replica("shared", "r1", CLUSTER.standby("r1").jdbcUrl(DATABASE))
                .set("datasource.shared.username", "leaker")
                .set("datasource.shared.max-size", 1)
                .set("datasource.shared.session-variable.app.tenant", "{tenant}");
    }

    private static HoldfastRuntime runtime(boolean schemas) {
        return schemas
                ? base().tenant("acme", "shared").tenant("globex", "shared").start()
                : base().plainTenant("acme", "shared")
                        .plainTenant("globex", "shared")
                        .start();
    }

    /** The ways to a connection. */
    enum Access {
        WRITE,
        PINNED_READ,
        REPLICA_READ;

        Connection acquire(HoldfastRuntime runtime, WorkScope work) throws SQLException {
            Connection connection = lazy(runtime, work);
            assertThat(SessionState.first(connection, "SELECT pg_is_in_recovery()"))
                    .isEqualTo(this == REPLICA_READ ? "t" : "f");
            return connection;
        }

        Connection lazy(HoldfastRuntime runtime, WorkScope work) throws SQLException {
            if (this == PINNED_READ) {
                work.pin().pin();
            }
            return runtime.dataSource(this != WRITE).getConnection();
        }
    }
}
