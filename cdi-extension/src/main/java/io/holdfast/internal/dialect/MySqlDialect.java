package io.holdfast.internal.dialect;

import io.holdfast.NodeRole;
import io.holdfast.error.ErrorDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * MySQL and MariaDB. A schema is what they call a database; session variables are user variables, {@code @`app.tenant`}.
 *
 * <p>There is no SQL for a full reset; the protocol has one, which both drivers offer as a method. So a plan with a full reset
 * takes two round trips on MariaDB: the reset, and a batch that its driver sends without waiting in between. Without a full
 * reset it takes one. MySQL's driver waits after each of the at most four statements. Several statements in one text are not
 * used: drivers refuse them unless {@code allowMultiQueries} opens the door for injected ones too.
 */
final class MySqlDialect implements Dialect {

    private static final String READ_ONLY = "25006";

    // The protocol's reset leaves MariaDB's role as it is, and there is no SET ROLE DEFAULT.
    private static final List<String> MARIADB_ROLE = List.of(
            "SELECT COALESCE((SELECT CONCAT('SET ROLE `', REPLACE(ROLE_NAME, '`', '``'), '`')"
                    + " FROM information_schema.APPLICABLE_ROLES WHERE IS_DEFAULT = 'YES' LIMIT 1), 'SET ROLE NONE')"
                    + " INTO @holdfast_role",
            "EXECUTE IMMEDIATE @holdfast_role",
            "SET @holdfast_role = NULL");
    private static final List<String> MYSQL_ROLE = List.of("SET ROLE DEFAULT");

    private final String name;

    MySqlDialect(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.MYSQL;
    }

    @Override
    public List<String> gaps() {
        return List.of(
                "A full reset also ends the server-side prepared statements and the settings of the URL's sessionVariables.",
                "Setting a session up takes two round trips with a full reset on MariaDB, up to five on MySQL (8.0 or later).",
                "A data source without a schema and without a database in its URL does not undo an earlier borrower's USE.",
                "Read-only sessions may still write to temporary tables.",
                "MySQL's driver does not tell of a transaction begun in SQL under autocommit: only a full reset ends it.");
    }

    @Override
    public boolean enforcesReadOnly() {
        return true;
    }

    @Override
    public Optional<String> homeSchema(String url) {
        int hosts = url.indexOf("//");
        int start = hosts < 0 ? -1 : url.indexOf('/', hosts + 2);
        if (start < 0) {
            return Optional.empty();
        }
        int end = url.indexOf('?', start);
        String database = end < 0 ? url.substring(start + 1) : url.substring(start + 1, end);
        return Optional.of(database).filter(text -> !text.isEmpty());
    }

    @Override
    public Map<String, String> driverProperties(DriverSettings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "connectTimeout",
                String.valueOf(Math.max(1, settings.connectTimeout().toMillis())));
        properties.put("socketTimeout", String.valueOf(settings.socketTimeout().toMillis()));
        properties.put("tcpKeepAlive", "true");
        if (isMariaDb()) {
            properties.put("useResetConnection", "true");
        }
        return properties;
    }

    @Override
    public void verifyRole(Connection connection, NodeRole role) throws SQLException {
        if (role == NodeRole.PRIMARY && isReadOnly(connection)) {
            throw new SQLException(
                    "HOLDF00340: The node configured as primary is read-only (global read_only is on) and accepts no"
                            + " writes; expected the server that accepts writes. Promote it, or let the primary's URL name"
                            + " the primary.",
                    READ_ONLY);
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@global.read_only")) {
            // Later versions tell a word and know more of them than ON.
            return result.next() && !List.of("0", "OFF").contains(result.getString(1));
        }
    }

    @Override
    public OptionalInt connectionLimit(Connection connection) throws SQLException {
        return SqlText.queriedInt(connection, "SELECT @@max_connections");
    }

    @Override
    public SessionPlan plan(SessionTarget session, boolean fullReset) {
        List<String> statements = new ArrayList<>();
        if (fullReset) {
            statements.addAll(isMariaDb() ? MARIADB_ROLE : MYSQL_ROLE);
        }
        if (session.schema() != null) {
            Identifiers.requireSchema(session.schema());
            statements.add("USE " + SqlText.quoted(session.schema(), '`'));
        }
        if (!session.variables().isEmpty()) {
            statements.add(assignments(session.variables()));
        }
        statements.add("SET SESSION TRANSACTION READ " + (session.readOnly() ? "ONLY" : "WRITE"));
        List<String> batch = List.copyOf(statements);
        return connection -> {
            if (fullReset) {
                MySqlReset.reset(connection);
            }
            run(connection, batch);
        };
    }

    private static String assignments(Map<String, String> variables) {
        StringJoiner sql = new StringJoiner(", ", "SET ", "");
        variables.forEach((variable, value) -> {
            Identifiers.requireVariable(variable);
            Identifiers.requireValue(value);
            sql.add("@" + SqlText.quoted(variable, '`') + " = " + SqlText.mysqlLiteral(value));
        });
        return sql.toString();
    }

    private boolean isMariaDb() {
        return name.equals("mariadb");
    }

    private static void run(Connection connection, List<String> batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : batch) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
        }
    }

    @Override
    public boolean rollbackUnderAutoCommit(Connection connection) throws SQLException {
        if (isMariaDb()) {
            // Its driver knows from the last answer whether there is a transaction, and sends nothing if not.
            connection.rollback();
        }
        return false;
    }

    @Override
    public TransactionState transactionState(Connection connection) {
        // A failed statement does not doom the transaction here.
        return TransactionState.OPEN;
    }
}
