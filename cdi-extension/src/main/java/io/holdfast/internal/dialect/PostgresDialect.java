package io.holdfast.internal.dialect;

import io.holdfast.NodeRole;
import io.holdfast.error.ErrorDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * PostgreSQL, through pgjdbc.
 *
 * <p>A plan is one text of several statements: one round trip, and one implicit transaction, so that it holds as a whole or not
 * at all. That rules out {@code DISCARD ALL}, which also would throw the prepared statements away. pgjdbc forgets its prepared
 * statements by itself when it sees another {@code SET search_path} than the last one; between borrowers with the same schema
 * they survive.
 */
final class PostgresDialect implements Dialect {

    private static final String READ_ONLY = "25006";
    private static final String NO_TRANSACTION = "25P01";
    private static final String IN_FAILED_TRANSACTION = "25P02";

    // RESET ALL leaves the role alone, and a setting may need the login's own role: the role comes first.
    private static final List<String> FULL_RESET = List.of(
            "SET SESSION AUTHORIZATION DEFAULT",
            "RESET ROLE",
            "RESET ALL",
            "CLOSE ALL",
            "UNLISTEN *",
            "SELECT pg_catalog.pg_advisory_unlock_all()",
            "DISCARD TEMP",
            "DISCARD SEQUENCES");

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.POSTGRESQL;
    }

    @Override
    public List<String> gaps() {
        return List.of();
    }

    @Override
    public boolean enforcesReadOnly() {
        return true;
    }

    @Override
    public Map<String, String> driverProperties(DriverSettings settings) {
        String connect = seconds(settings.connectTimeout());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("connectTimeout", connect);
        // The connect time-out ends with the TCP handshake; a node that accepts and then is silent needs this one.
        properties.put("loginTimeout", connect);
        properties.put("cancelSignalTimeout", connect);
        properties.put("socketTimeout", settings.socketTimeout().isZero() ? "0" : seconds(settings.socketTimeout()));
        properties.put("tcpKeepAlive", "true");
        properties.put("ApplicationName", "holdfast");
        // Sent with the login then, instead of being set afterwards: RESET ALL leads back to it, not to an empty name.
        properties.put("assumeMinServerVersion", "9.0");
        if (settings.schemaPerTenant()) {
            // A forgotten schema must find nothing, rather than the tables of whoever owns "public".
            properties.put("options", "-c search_path=");
        }
        return properties;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    @Override
    public void verifyRole(Connection connection, NodeRole role) throws SQLException {
        if (role == NodeRole.PRIMARY && isInRecovery(connection)) {
            throw new SQLException(
                    "HOLDF00340: The node configured as primary is a standby (it is in recovery) and accepts no writes;"
                            + " expected the server that accepts writes. Promote it, or let the primary's URL name the"
                            + " primary.",
                    READ_ONLY);
        }
    }

    private static boolean isInRecovery(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
            return result.next() && result.getBoolean(1);
        }
    }

    @Override
    public OptionalInt connectionLimit(Connection connection) throws SQLException {
        return SqlText.queriedInt(
                connection,
                "SELECT pg_catalog.current_setting('max_connections')::int"
                        + " - pg_catalog.current_setting('superuser_reserved_connections')::int");
    }

    @Override
    public SessionPlan plan(SessionTarget session, boolean fullReset) {
        List<String> statements = new ArrayList<>(fullReset ? FULL_RESET : List.of());
        if (session.schema() != null) {
            Identifiers.requireSchema(session.schema());
            statements.add("SET search_path TO " + SqlText.quoted(session.schema(), '"'));
        }
        session.variables().forEach((name, value) -> {
            Identifiers.requireVariable(name);
            Identifiers.requireValue(value);
            statements.add(
                    "SELECT pg_catalog.set_config('" + name + "', " + SqlText.postgresLiteral(value) + ", false)");
        });
        // Last: from the next transaction on it binds, autocommit included.
        statements.add("SET SESSION CHARACTERISTICS AS TRANSACTION READ " + (session.readOnly() ? "ONLY" : "WRITE"));
        String sql = String.join(";", statements);
        return connection -> run(connection, sql);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Others may work on the same connection in the same transaction: what is theirs, such as cursors and locks, stays. There
     * is no {@code UNLISTEN} and no {@code DISCARD TEMP}, as neither may be part of a prepared transaction, and nothing that
     * takes a snapshot.
     */
    @Override
    public Optional<SessionPlan> transactionPlan(SessionTarget session) {
        List<String> statements = new ArrayList<>();
        // First: a transaction that began read-only can be made writable only before it has read anything.
        statements.add("SET TRANSACTION READ " + (session.readOnly() ? "ONLY" : "WRITE"));
        statements.addAll(List.of("SET SESSION AUTHORIZATION DEFAULT", "RESET ROLE", "RESET ALL"));
        if (session.schema() != null) {
            Identifiers.requireSchema(session.schema());
            statements.add("SET LOCAL search_path TO " + SqlText.quoted(session.schema(), '"'));
        }
        session.variables().forEach((name, value) -> {
            Identifiers.requireVariable(name);
            Identifiers.requireValue(value);
            String quoted = SqlText.quoted(name, '"').replace(".", "\".\"");
            statements.add("SET LOCAL " + quoted + " TO " + SqlText.postgresLiteral(value));
        });
        String sql = String.join(";", statements);
        return Optional.of(connection -> run(connection, sql));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public TransactionState transactionState(Connection connection) throws SQLException {
        Optional<TransactionState> known = PgTransactionState.of(connection);
        return known.isPresent() ? known.get() : askedState(connection);
    }

    @Override
    public boolean isBegunUnderAutoCommit(Connection connection, boolean ask) throws SQLException {
        Optional<TransactionState> known = PgTransactionState.of(connection);
        return known.isPresent() ? known.get() != TransactionState.IDLE : ask && isInTransactionBlock(connection);
    }

    private static boolean isInTransactionBlock(Connection connection) throws SQLException {
        try {
            run(connection, "SAVEPOINT holdfast;RELEASE SAVEPOINT holdfast");
            return true;
        } catch (SQLException e) {
            if (NO_TRANSACTION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean rollbackUnderAutoCommit(Connection connection) throws SQLException {
        Optional<TransactionState> known = PgTransactionState.of(connection);
        boolean open = known.isPresent() && known.get() != TransactionState.IDLE;
        if (open) {
            run(connection, "ROLLBACK");
        }
        return open;
    }

    private static TransactionState askedState(Connection connection) throws SQLException {
        try {
            run(connection, "SELECT 1");
            return TransactionState.OPEN;
        } catch (SQLException e) {
            if (IN_FAILED_TRANSACTION.equals(e.getSQLState())) {
                return TransactionState.FAILED;
            }
            throw e;
        }
    }
}
