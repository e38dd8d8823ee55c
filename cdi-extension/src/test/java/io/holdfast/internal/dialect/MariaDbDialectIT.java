package io.holdfast.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.NodeRole;
import io.holdfast.internal.dialect.Dialect.DriverSettings;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the MariaDB dialect promises, against a real server, as a user without special rights. */
final class MariaDbDialectIT {

    private static final Map<String, String> TENANT = Map.of("app.tenant", "acme");

    /** What a borrower may leave behind: how it is set, and a question that tells whether it is there. */
    private static final List<State> STATES = List.of(
            new State("schema", "USE globex", "SELECT DATABASE()"),
            new State("role", "SET ROLE auditor", "SELECT CURRENT_ROLE()"),
            new State("tenant variable", "SET @`app.tenant` = 'globex'", "SELECT @`app.tenant`"),
            new State("other variable", "SET @leftover = 1", "SELECT @leftover"),
            new State("time-out", "SET max_statement_time = 7", "SELECT @@max_statement_time"),
            new State("read-only", "SET SESSION TRANSACTION READ ONLY", "SELECT @@tx_read_only"),
            new State(
                    "isolation",
                    "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                    "SELECT @@transaction_isolation"),
            new State("SQL mode", "SET sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'", "SELECT @@sql_mode"),
            new State("user lock", "SELECT GET_LOCK('leftover', 0)", "SELECT IS_USED_LOCK('leftover') IS NOT NULL"));

    private static MariaDbServer server;

    private final Dialect dialect = Dialects.byName("mariadb");
    private Connection connection;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        assumeTrue(MariaDbServer.isAvailable(), "no MariaDB for this machine");
        server = MariaDbServer.start();
        try (Connection root =
                DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/?user=root")) {
            for (String sql : List.of(
                    "CREATE DATABASE acme",
                    "CREATE DATABASE globex",
                    "CREATE TABLE acme.item (id INT AUTO_INCREMENT PRIMARY KEY, name TEXT)",
                    "CREATE TABLE globex.item (id INT AUTO_INCREMENT PRIMARY KEY, name TEXT)",
                    "INSERT INTO acme.item (name) VALUES ('of acme')",
                    "INSERT INTO globex.item (name) VALUES ('of globex')",
                    "CREATE FUNCTION acme.add_item() RETURNS INT MODIFIES SQL DATA BEGIN"
                            + " INSERT INTO acme.item (name) VALUES ('f'); RETURN 1; END",
                    "CREATE ROLE auditor",
                    "CREATE USER app@'127.0.0.1' IDENTIFIED BY 'p'",
                    "CREATE ROLE `usual``role`",
                    "GRANT auditor TO app@'127.0.0.1'",
                    "GRANT `usual``role` TO app@'127.0.0.1'",
                    "SET DEFAULT ROLE `usual``role` FOR app@'127.0.0.1'",
                    "GRANT ALL ON acme.* TO app@'127.0.0.1'",
                    "GRANT ALL ON globex.* TO app@'127.0.0.1'")) {
                execute(root, sql);
            }
        }
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        Map<String, String> defaults = dialect.driverProperties(
                new DriverSettings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(5), true));
        Properties properties = new Properties();
        properties.putAll(DriverProperties.merge(
                "",
                defaults,
                Map.of(
                        "user", "app",
                        "password", "p",
                        "socketFactory", TripCountingSocketFactory.class.getName())));
        connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/acme", properties);
    }

    @AfterEach
    void disconnect() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    @Test
    void nothingOfAnEarlierBorrowerIsSeenAfterAFullReset() throws SQLException {
        SessionPlan plan = dialect.plan(new SessionTarget("acme", TENANT, false), true);
        plan.apply(connection);
        Map<String, String> clean = observed();
        List<String> leaks = new ArrayList<>();
        for (State first : STATES) {
            for (State second : STATES) {
                execute(connection, first.setting());
                assertThat(query(first.question())).as(first.name()).isNotEqualTo(clean.get(first.name()));
                execute(connection, second.setting());

                plan.apply(connection);

                Map<String, String> seen = observed();
                seen.entrySet().removeAll(clean.entrySet());
                seen.forEach((state, value) -> leaks.add(first.name() + ", " + second.name() + ": " + state));
            }
        }

        assertThat(leaks).isEmpty();
        assertThat(query("SELECT CURRENT_ROLE()")).isEqualTo("usual`role");
        assertThat(query("SELECT name FROM item")).isEqualTo("of acme");
    }

    @Test
    void temporaryTablesOfAnEarlierBorrowerAreGone() throws SQLException {
        execute(connection, "CREATE TEMPORARY TABLE leftover (n INT)");

        dialect.plan(new SessionTarget("acme", TENANT, false), true).apply(connection);

        assertThatThrownBy(() -> query("SELECT * FROM leftover"))
                .extracting("SQLState")
                .isEqualTo("42S02");
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void planTakesAsManyRoundTripsAsDocumented(boolean fullReset, int trips) throws SQLException {
        SessionPlan plan =
                dialect.plan(new SessionTarget("globex", Map.of("app.tenant", "a", "app.user", "u"), true), fullReset);
        plan.apply(connection);
        int before = TripCountingSocketFactory.trips();

        plan.apply(connection);

        assertThat(TripCountingSocketFactory.trips() - before).isEqualTo(trips);
    }

    @Test
    void driverKnowsTheSchemaOfThePlan() throws SQLException {
        dialect.plan(new SessionTarget("globex", TENANT, false), true).apply(connection);

        assertThat(connection.getCatalog()).isEqualTo("globex");
        assertThat(query("SELECT name FROM item")).isEqualTo("of globex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NO_BACKSLASH_ESCAPES,ANSI_QUOTES"})
    void valuesArriveAsTheyAreWhateverTheSqlMode(String mode) throws SQLException {
        String value = "O'Hara\\'; DROP TABLE item; -- ? {x} \u00e4\ud83d\ude00";
        execute(connection, "SET sql_mode = '" + mode + "'");

        dialect.plan(new SessionTarget("acme", Map.of("app.tenant", value), false), false)
                .apply(connection);

        assertThat(query("SELECT @`app.tenant`")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readOnlyPlanRefusesEachKindOfWrite(boolean autoCommit) throws SQLException {
        dialect.plan(new SessionTarget("acme", TENANT, true), true).apply(connection);
        connection.setAutoCommit(autoCommit);
        String before = query("SELECT COUNT(*) FROM item");

        refused(() -> execute(connection, "INSERT INTO item (name) VALUES ('x')"));
        refused(() -> query("INSERT INTO item (name) VALUES ('x') RETURNING id"));
        refused(() -> query("SELECT add_item()"));
        refused(() -> execute(connection, "CREATE TABLE t (n INT)"));
        refused(this::batch);

        assertThat(query("SELECT COUNT(*) FROM item")).isEqualTo(before);
        connection.setAutoCommit(true);
    }

    @Test
    void writePlanAfterAReadOnlyOneAcceptsWrites() throws SQLException {
        dialect.plan(new SessionTarget("acme", TENANT, true), true).apply(connection);
        dialect.plan(new SessionTarget("acme", TENANT, false), false).apply(connection);

        connection.setAutoCommit(false);
        execute(connection, "INSERT INTO item (name) VALUES ('x')");
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Test
    void readOnlyServerConfiguredAsPrimaryIsFound() throws SQLException {
        dialect.verifyRole(connection, NodeRole.PRIMARY);
        try (Connection root =
                DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/?user=root")) {
            execute(root, "SET GLOBAL read_only = ON");
            try {
                assertThatThrownBy(() -> dialect.verifyRole(connection, NodeRole.PRIMARY))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("HOLDF00340")
                        .extracting("SQLState")
                        .isEqualTo("25006");
                dialect.verifyRole(connection, NodeRole.REPLICA);
            } finally {
                execute(root, "SET GLOBAL read_only = OFF");
            }
        }
    }

    private void refused(Call call) throws SQLException {
        assertThatThrownBy(call::run).extracting("SQLState").isEqualTo("25006");
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private void batch() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO item (name) VALUES ('b1')");
            statement.addBatch("INSERT INTO item (name) VALUES ('b2')");
            statement.executeBatch();
        }
    }

    private Map<String, String> observed() throws SQLException {
        Map<String, String> observed = new LinkedHashMap<>();
        for (State state : STATES) {
            observed.put(state.name(), query(state.question()));
        }
        return observed;
    }

    private static void execute(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Something that a borrower leaves behind. */
    private record State(String name, String setting, String question) {}

    /** A call that may fail. */
    private interface Call {

        void run() throws SQLException;
    }
}
