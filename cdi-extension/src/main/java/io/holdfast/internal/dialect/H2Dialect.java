package io.holdfast.internal.dialect;

import io.holdfast.NodeRole;
import io.holdfast.error.ErrorDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** H2, for development and tests: session variables are user variables, {@code @"app.tenant"}. */
final class H2Dialect implements Dialect {

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.H2;
    }

    @Override
    public List<String> gaps() {
        return List.of(
                "It is not enforced that reads do not write: H2 has no read-only sessions.",
                "What one borrower leaves in a session besides the schema and the configured variables, the next may see:"
                        + " H2 has no session reset.",
                "It is not checked that the primary accepts writes: H2 has no replicas.");
    }

    @Override
    public boolean enforcesReadOnly() {
        return false;
    }

    @Override
    public Map<String, String> driverProperties(DriverSettings settings) {
        // H2 refuses properties that it does not know, and has none for this.
        return Map.of();
    }

    @Override
    public void verifyRole(Connection connection, NodeRole role) {
        // Every H2 database accepts writes.
    }

    @Override
    public SessionPlan plan(SessionTarget session, boolean fullReset) {
        List<String> statements = new ArrayList<>();
        if (session.schema() != null) {
            Identifiers.requireSchema(session.schema());
            statements.add("SET SCHEMA " + SqlText.quoted(session.schema(), '"'));
        } else if (fullReset) {
            statements.add("SET SCHEMA PUBLIC");
        }
        session.variables().forEach((name, value) -> {
            Identifiers.requireVariable(name);
            Identifiers.requireValue(value);
            statements.add("SET @" + SqlText.quoted(name, '"') + " " + SqlText.standardLiteral(value));
        });
        String sql = String.join(";", statements);
        return connection -> {
            connection.setReadOnly(session.readOnly());
            run(connection, sql);
        };
    }

    private static void run(Connection connection, String sql) throws SQLException {
        if (sql.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public TransactionState transactionState(Connection connection) {
        // A failed statement does not doom the transaction here.
        return TransactionState.OPEN;
    }
}
