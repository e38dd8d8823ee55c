package io.holdfast.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.NodeRole;
import io.holdfast.internal.dialect.Dialect.DriverSettings;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.dialect.Dialect.TransactionState;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the PostgreSQL dialect promises, against a real primary and standby, as a role without special rights. */
final class PostgresDialectIT {

    private static final String DATABASE = "dialect";
    private static final Map<String, String> TENANT = Map.of("app.tenant", "acme");

    /** What a borrower may leave behind: how it is set, and a question that tells whether it is there. */
    private static final List<State> STATES = List.of(
            new State("search path", "SET search_path TO globex", "SHOW search_path"),
            new State("role", "SET ROLE dialect_auditor", "SELECT current_user"),
            new State(
                    "custom setting",
                    "SELECT set_config('app.tenant', 'globex', false)",
                    "SELECT current_setting('app.tenant')"),
            new State("time-out", "SET statement_timeout = 7000", "SHOW statement_timeout"),
            new State(
                    "session read-only",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                    "SHOW default_transaction_read_only"),
            new State(
                    "isolation",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                    "SHOW default_transaction_isolation"),
            new State(
                    "temporary table",
                    "CREATE TEMP TABLE leftover AS SELECT 1 AS n",
                    "SELECT count(*) FROM pg_class WHERE relname = 'leftover'"),
            new State(
                    "advisory lock",
                    "SELECT pg_advisory_lock(4711)",
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"),
            new State("listener", "LISTEN news", "SELECT count(*) FROM pg_listening_channels()"),
            new State(
                    "open cursor",
                    "DECLARE leftover CURSOR WITH HOLD FOR SELECT 1",
                    "SELECT count(*) FROM pg_cursors WHERE name = 'leftover'"),
            new State("string syntax", "SET standard_conforming_strings = off", "SHOW standard_conforming_strings"));

    private static PostgresNode primary;
    private static PostgresNode standby;

    private final Dialect dialect = Dialects.byName("postgresql");
    private Connection connection;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        PostgresCluster cluster = PostgresCluster.shared();
        primary = cluster.primary();
        standby = cluster.standbys().get(0);
        primary.createDatabase(DATABASE);
        primary.execute(DATABASE, """
                CREATE ROLE dialect_auditor; CREATE ROLE dialect_app LOGIN; GRANT dialect_auditor TO dialect_app;
                CREATE SCHEMA acme AUTHORIZATION dialect_app; CREATE SCHEMA globex AUTHORIZATION dialect_app;
                CREATE TABLE acme.item (id serial PRIMARY KEY, name text);
                CREATE TABLE globex.item (id serial PRIMARY KEY, name text);
                CREATE FUNCTION acme.add_item() RETURNS integer LANGUAGE sql
                    AS 'INSERT INTO acme.item (name) VALUES (''f'') RETURNING id';
                ALTER TABLE acme.item OWNER TO dialect_app; ALTER TABLE globex.item OWNER TO dialect_app;
                INSERT INTO acme.item (name) VALUES ('of acme'); INSERT INTO globex.item (name) VALUES ('of globex')
                """);
        cluster.awaitCaughtUp();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = connect(primary);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void nothingOfAnEarlierBorrowerIsSeenAfterAFullReset() throws SQLException {
        SessionPlan plan = dialect.plan(new SessionTarget("acme", TENANT, false), true);
        plan.apply(connection);
        Map<String, String> clean = observed();
        List<String> leaks = new ArrayList<>();
        for (State first : STATES) {
            for (State second : STATES) {
                leave(first);
                assertThat(query(first.question())).as(first.name()).isNotEqualTo(clean.get(first.name()));
                if (!first.name().equals("session read-only") && !first.equals(second)) {
                    leave(second);
                }

                plan.apply(connection);

                Map<String, String> seen = observed();
                seen.entrySet().removeAll(clean.entrySet());
                seen.forEach((state, value) -> leaks.add(first.name() + ", " + second.name() + ": " + state));
            }
        }

        assertThat(leaks).isEmpty();
        assertThat(query("SHOW search_path")).isEqualTo("acme");
        assertThat(query("SELECT name FROM item")).isEqualTo("of acme");
    }

    @Test
    void sequenceValuesOfAnEarlierBorrowerAreForgotten() throws SQLException {
        execute("SELECT nextval('globex.item_id_seq')");

        dialect.plan(new SessionTarget("acme", TENANT, false), true).apply(connection);

        assertThatThrownBy(() -> query("SELECT lastval()"))
                .extracting("SQLState")
                .isEqualTo("55000");
    }

    @Test
    void readOnlyBorrowerBeforeDoesNotHinderTheReset() throws SQLException {
        execute("CREATE TEMP TABLE leftover (n int)");
        dialect.plan(new SessionTarget("acme", TENANT, true), false).apply(connection);

        dialect.plan(new SessionTarget("acme", TENANT, false), true).apply(connection);

        assertThat(query("SELECT count(*) FROM pg_class WHERE relname = 'leftover'"))
                .isEqualTo("0");
        execute("CREATE TEMP TABLE leftover (n int)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void planTakesOneRoundTrip(boolean fullReset) throws SQLException {
        SessionPlan plan =
                dialect.plan(new SessionTarget("acme", Map.of("app.tenant", "acme", "app.user", "u"), true), fullReset);
        plan.apply(connection);
        int before = TripCountingSocketFactory.trips();

        plan.apply(connection);

        assertThat(TripCountingSocketFactory.trips() - before).isEqualTo(1);
    }

    @Test
    void planWorksOnAStandby() throws SQLException {
        try (Connection reader = connect(standby)) {
            dialect.plan(new SessionTarget("globex", TENANT, true), true).apply(reader);

            assertThat(query(reader, "SELECT name FROM item")).isEqualTo("of globex");
        }
    }

    @Test
    void preparedStatementsSurviveBetweenBorrowersOfOneSchema() throws SQLException {
        SessionPlan plan = dialect.plan(new SessionTarget("acme", TENANT, false), true);
        plan.apply(connection);
        String sql = "SELECT name FROM item WHERE id = ?";
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            prepared.setInt(1, 1);
            prepared.executeQuery().close();
        }
        String question = "SELECT string_agg(name || prepare_time, ',') FROM pg_prepared_statements"
                + " WHERE statement = 'SELECT name FROM item WHERE id = $1'";
        String made = query(question);

        plan.apply(connection);
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            prepared.setInt(1, 1);
            prepared.executeQuery().close();
        }

        assertThat(query(question)).isEqualTo(made).isNotNull();
    }

    @Test
    void preparedStatementFindsTheTableOfTheNextBorrowersSchema() throws SQLException {
        String sql = "SELECT name FROM item WHERE id = ?";
        List<String> names = new ArrayList<>();
        for (String schema : List.of("acme", "globex", "acme", "acme", "globex")) {
            dialect.plan(new SessionTarget(schema, TENANT, false), true).apply(connection);
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                prepared.setInt(1, 1);
                try (ResultSet result = prepared.executeQuery()) {
                    result.next();
                    names.add(result.getString(1));
                }
            }
        }

        assertThat(names).containsExactly("of acme", "of globex", "of acme", "of acme", "of globex");
    }

    @Test
    void withoutASchemaNothingIsFound() throws SQLException {
        dialect.plan(new SessionTarget("acme", TENANT, false), true).apply(connection);

        dialect.plan(new SessionTarget(null, Map.of(), false), true).apply(connection);

        assertThat(query("SHOW search_path")).isIn("", "\"\"");
        assertThatThrownBy(() -> query("SELECT name FROM item"))
                .extracting("SQLState")
                .isEqualTo("42P01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void valuesArriveAsTheyAreWhateverTheStringSyntax(String conforming) throws SQLException {
        String value = "O'Hara\\'; DROP TABLE acme.item; -- ? {x}";
        execute("SET standard_conforming_strings = " + conforming);

        dialect.plan(new SessionTarget("acme", Map.of("app.tenant", value), false), false)
                .apply(connection);

        assertThat(query("SELECT current_setting('app.tenant')")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readOnlyPlanRefusesEachKindOfWrite(boolean autoCommit) throws SQLException {
        dialect.plan(new SessionTarget("acme", TENANT, true), true).apply(connection);
        connection.setAutoCommit(autoCommit);
        String before = primary.query(DATABASE, "SELECT count(*) FROM acme.item");

        refused(() -> executeUpdate("INSERT INTO item (name) VALUES ('x')"));
        refused(() -> query("INSERT INTO item (name) VALUES ('x') RETURNING id"));
        refused(() -> query("SELECT add_item()"));
        refused(() -> query("SELECT nextval('item_id_seq')"));
        refused(() -> query("SELECT id FROM item FOR UPDATE"));
        refused(() -> executeUpdate("CREATE TABLE t (n int)"));
        refused(this::batch);

        connection.setAutoCommit(true);
        assertThat(primary.query(DATABASE, "SELECT count(*) FROM acme.item")).isEqualTo(before);
    }

    @Test
    void writePlanAfterAReadOnlyOneAcceptsWrites() throws SQLException {
        dialect.plan(new SessionTarget("acme", TENANT, true), true).apply(connection);
        dialect.plan(new SessionTarget("acme", TENANT, false), false).apply(connection);

        connection.setAutoCommit(false);
        executeUpdate("INSERT INTO item (name) VALUES ('x')");
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Test
    void standbyConfiguredAsPrimaryIsFound() throws SQLException {
        try (Connection reader = connect(standby)) {
            assertThatThrownBy(() -> dialect.verifyRole(reader, NodeRole.PRIMARY))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("HOLDF00340")
                    .extracting("SQLState")
                    .isEqualTo("25006");
            dialect.verifyRole(reader, NodeRole.REPLICA);
        }
        dialect.verifyRole(connection, NodeRole.PRIMARY);
    }

    @Test
    void driverTellsTheStateOfTheTransactionWithoutARoundTrip() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(dialect.transactionState(connection)).isEqualTo(TransactionState.IDLE);
        query("SELECT 1");
        int before = TripCountingSocketFactory.trips();
        assertThat(dialect.transactionState(connection)).isEqualTo(TransactionState.OPEN);
        assertThat(TripCountingSocketFactory.trips()).isEqualTo(before);

        assertThatThrownBy(() -> query("SELECT 1 / 0")).isInstanceOf(SQLException.class);

        assertThat(dialect.transactionState(connection)).isEqualTo(TransactionState.FAILED);
        connection.rollback();
        assertThat(dialect.transactionState(connection)).isEqualTo(TransactionState.IDLE);
    }

    @Test
    void unknownDriverMakesTheDatabaseTellTheState() throws SQLException {
        connection.setAutoCommit(false);
        Connection hidden = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        assertThat(dialect.transactionState(hidden)).isEqualTo(TransactionState.OPEN);

        assertThatThrownBy(() -> query("SELECT 1 / 0")).isInstanceOf(SQLException.class);

        assertThat(dialect.transactionState(hidden)).isEqualTo(TransactionState.FAILED);
        connection.rollback();
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

    private void leave(State state) throws SQLException {
        execute(state.setting());
    }

    private Map<String, String> observed() throws SQLException {
        Map<String, String> observed = new LinkedHashMap<>();
        for (State state : STATES) {
            observed.put(state.name(), query(state.question()));
        }
        return observed;
    }

    private Connection connect(PostgresNode node) throws SQLException {
        Map<String, String> defaults = dialect.driverProperties(
                new DriverSettings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(5), true));
        Properties properties = new Properties();
        properties.putAll(DriverProperties.merge(
                "",
                defaults,
                Map.of(
                        "user", "dialect_app",
                        "prepareThreshold", "1",
                        "socketFactory", TripCountingSocketFactory.class.getName())));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + node.port() + "/" + DATABASE, properties);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void executeUpdate(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private String query(String sql) throws SQLException {
        return query(connection, sql);
    }

    private static String query(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement();
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
