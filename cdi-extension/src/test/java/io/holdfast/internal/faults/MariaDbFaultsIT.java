package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.error.DataErrorKind;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.faults.Calls.Failed;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.mariadb.MariaDbPair;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database per tenant on a real MariaDB primary and replica: nothing leaks, reads do not write, roles are checked. */
class MariaDbFaultsIT {

    private static final List<SessionState> STATES = List.of(
            sql("schema", "USE acme", "SELECT DATABASE()"),
            sql("tenant variable", "SET @`app.tenant` = 'leaked'", "SELECT @`app.tenant`"),
            sql("other variable", "SET @leftover = 1", "SELECT @leftover"),
            sql("statement time-out", "SET max_statement_time = 7", "SELECT @@max_statement_time"),
            sql("SQL mode", "SET sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode"),
            sql("lock", "SELECT GET_LOCK('leftover', 0)", "SELECT IS_USED_LOCK('leftover') IS NOT NULL"),
            sql("temporary table", "CREATE TEMPORARY TABLE leftover(id INT)", "SELECT COUNT(*) FROM leftover"),
            sql("open transaction", "START TRANSACTION", "SELECT @@in_transaction"),
            sql("autocommit in SQL", "SET autocommit = 0", "SELECT @@autocommit"),
            sql("isolation", "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SELECT @@transaction_isolation"));

    private static final Map<String, Call> WRITES = Map.of(
            "executeUpdate", c -> execute(c, "INSERT INTO item VALUES ('x')"),
            "executeQuery RETURNING", c -> Calls.first(c, "INSERT INTO item VALUES ('x') RETURNING name"),
            "writing function", c -> Calls.first(c, "SELECT add_item()"),
            "prepared",
                    c -> {
                        try (PreparedStatement statement = c.prepareStatement("INSERT INTO item VALUES (?)")) {
                            statement.setString(1, "x");
                            statement.executeUpdate();
                        }
                    },
            "batch",
                    c -> {
                        try (Statement statement = c.createStatement()) {
                            statement.addBatch("INSERT INTO item VALUES ('x')");
                            statement.addBatch("INSERT INTO item VALUES ('y')");
                            statement.executeBatch();
                        }
                    },
            "procedure",
                    c -> {
                        try (CallableStatement statement = c.prepareCall("{call add_item_by_procedure()}")) {
                            statement.execute();
                        }
                    },
            "DDL", c -> execute(c, "CREATE TABLE made(id INT)"));

    private static MariaDbPair pair;

    @BeforeAll
    static void startServers() throws SQLException {
        assumeTrue(MariaDbPair.available(), "no MariaDB for this machine");
        pair = MariaDbPair.start();
        for (String schema : List.of("acme", "globex")) {
            pair.createSchema(schema);
            pair.primary().execute("CREATE TABLE " + schema + ".item(name VARCHAR(50))");
            pair.primary().execute("INSERT INTO " + schema + ".item VALUES ('of " + schema + "')");
        }
        pair.replica().execute("SET GLOBAL log_bin_trust_function_creators = 1");
        pair.primary().execute("SET GLOBAL log_bin_trust_function_creators = 1");
        pair.primary()
                .execute("CREATE FUNCTION acme.add_item() RETURNS INT MODIFIES SQL DATA BEGIN"
                        + " INSERT INTO acme.item VALUES ('f'); RETURN 1; END");
        pair.primary()
                .execute("CREATE PROCEDURE acme.add_item_by_procedure() BEGIN"
                        + " INSERT INTO acme.item VALUES ('p'); END");
        pair.awaitCaughtUp();
    }

    @AfterAll
    static void stopServers() {
        if (pair != null) {
            pair.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRITE", "PINNED", "REPLICA"})
    void nextBorrowerSeesNothingOfTheOtherTenant(String access) throws SQLException {
        Map<String, String> table = new TreeMap<>();
        try (HoldfastRuntime runtime = shared()) {
            Map<String, String> clean = look(runtime, access);
            for (SessionState state : STATES) {
                String left;
                try (Connection connection = take(runtime, access, "acme")) {
                    state.leave().in(connection);
                    left = state.seen(connection);
                } catch (SQLException refused) {
                    left = null;
                }
                Map<String, String> found = look(runtime, access);
                boolean seen = !clean.get(state.name()).equals(left);
                String verdict = left == null ? "refused" : seen ? "clean" : "unseen";
                table.put(state.name(), found.equals(clean) ? verdict : "LEAK " + found);
            }
        }
        System.out.println("MariaDB, session state of one tenant as the next sees it, " + access + ": " + table);
        if (!access.equals("WRITE")) {
            assertThat(table.remove("temporary table")).isEqualTo("refused");
        }
        assertThat(table.values()).containsOnly("clean");
    }

    @Test
    void transactionBegunInSqlEndsWithItsBorrowerAlsoWhereThePoolServesOneTenant() throws SQLException {
        try (HoldfastRuntime runtime = base().tenant("acme", "shop").start()) {
            try (Connection connection = take(runtime, "WRITE", "acme")) {
                execute(connection, "START TRANSACTION");
                execute(connection, "INSERT INTO item VALUES ('lost')");
            }
            try (Connection connection = take(runtime, "WRITE", "acme")) {
                assertThat(Calls.first(connection, "SELECT @@in_transaction")).isEqualTo("0");
                assertThat(Calls.first(connection, "SELECT COUNT(*) FROM item")).isEqualTo("1");
            }
        }
    }

    @ParameterizedTest(name = "{0}, shared pool: {1}, autocommit: {2}")
    @CsvSource({
        "REPLICA,true,true",
        "REPLICA,false,false",
        "PINNED,true,true",
        "PINNED,true,false",
        "PINNED,false,true",
        "PINNED,false,false"
    })
    void readRouteRefusesEachKindOfWrite(String access, boolean shared, boolean autoCommit) throws SQLException {
        try (HoldfastRuntime runtime =
                shared ? shared() : base().tenant("acme", "shop").start()) {
            for (Map.Entry<String, Call> write : WRITES.entrySet()) {
                try (Connection connection = take(runtime, access, "acme")) {
                    connection.setAutoCommit(autoCommit);
                    Failed failed = Calls.failure(() -> write.getValue().on(connection));

                    assertThat(failed.details().kind()).as(write.getKey()).isEqualTo(DataErrorKind.READ_ONLY);
                    assertThat(failed.details().vendorCode()).as(write.getKey()).isIn(1290, 1792);
                }
                try (Connection connection = take(runtime, "WRITE", "acme")) {
                    assertThat(Calls.first(connection, "SELECT COUNT(*) FROM acme.item"))
                            .as(write.getKey())
                            .isEqualTo("1");
                    assertThat(Calls.first(connection, "SELECT @@tx_read_only")).isEqualTo("0");
                }
            }
        }
    }

    @Test
    void replicaAsPrimaryIsRefused() throws Exception {
        try (HoldfastRuntime runtime = TestRuntimes.configure()
                .set("datasource.default.primary.url", pair.replica().jdbcUrl("acme"))
                .set("datasource.default.username", pair.user())
                .set("datasource.default.password", pair.password())
                .start()) {
            assertThat(Calls.failure(() -> runtime.registry().current().acquire(AccessIntent.WRITE))
                            .details()
                            .kind())
                    .isEqualTo(DataErrorKind.WRONG_ROLE);
        }
    }

    private static Map<String, String> look(HoldfastRuntime runtime, String access) throws SQLException {
        Map<String, String> seen = new TreeMap<>();
        try (Connection connection = take(runtime, access, "globex")) {
            for (SessionState state : STATES) {
                seen.put(state.name(), state.seen(connection));
            }
            seen.put("rows", Calls.first(connection, "SELECT name FROM item"));
            seen.put("read-only", Calls.first(connection, "SELECT @@tx_read_only"));
            seen.put("connection", Calls.first(connection, "SELECT CONNECTION_ID()"));
        }
        return seen;
    }

    private static Connection take(HoldfastRuntime runtime, String access, String tenant) throws SQLException {
        ReadAfterWritePin pin = ReadAfterWritePin.create();
        if (access.equals("PINNED")) {
            pin.pin();
        }
        AccessIntent intent = access.equals("WRITE") ? AccessIntent.WRITE : AccessIntent.READ;
        Connection connection = runtime.registry().acquire(runtime.registry().forTenant(tenant), intent, pin);
        assertThat(Calls.first(connection, "SELECT @@server_id")).isEqualTo(access.equals("REPLICA") ? "2" : "1");
        return connection;
    }

    private static HoldfastRuntime shared() {
        return base().tenant("acme", "shop").tenant("globex", "shop").start();
    }

    private static TestRuntimes base() {
        return TestRuntimes.configure()
                .set("datasource.shop.primary.url", pair.primary().jdbcUrl(""))
                .replica("shop", "r1", pair.replica().jdbcUrl(""))
                .set("datasource.shop.username", pair.user())
                .set("datasource.shop.password", pair.password())
                .set("datasource.shop.max-size", 1)
                .set("datasource.shop.session-variable.app.tenant", "{tenant}");
    }

    private static SessionState sql(String name, String leave, String look) {
        return new SessionState(name, connection -> execute(connection, leave), c -> Calls.first(c, look));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    private interface Call {
        void on(Connection connection) throws SQLException;
    }
}
