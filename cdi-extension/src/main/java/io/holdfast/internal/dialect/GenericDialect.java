package io.holdfast.internal.dialect;

import io.holdfast.NodeRole;
import io.holdfast.error.ErrorDialect;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** Any database of which no more is known than what JDBC says. */
final class GenericDialect implements Dialect {

    @Override
    public String name() {
        return "generic";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.GENERIC;
    }

    @Override
    public List<String> gaps() {
        return List.of(
                "It is not enforced that reads do not write: the driver is only asked for it.",
                "What one borrower leaves in a session, the next may see: there is no reset that all databases know.",
                "It is not checked that the primary accepts writes.");
    }

    @Override
    public boolean enforcesReadOnly() {
        return false;
    }

    @Override
    public Map<String, String> driverProperties(DriverSettings settings) {
        return Map.of();
    }

    @Override
    public void verifyRole(Connection connection, NodeRole role) {
        // There is no question that all databases answer.
    }

    @Override
    public SessionPlan plan(SessionTarget session, boolean fullReset) {
        if (session.schema() != null) {
            Identifiers.requireSchema(session.schema());
        }
        if (!session.variables().isEmpty()) {
            throw new IllegalArgumentException(
                    "session variables are not known to the generic dialect; expected a database"
                            + " whose dialect is postgresql, mysql, mariadb or h2. Name the dialect, or remove the variables");
        }
        return connection -> {
            if (session.schema() != null) {
                connection.setSchema(session.schema());
            }
            connection.setReadOnly(session.readOnly());
        };
    }

    @Override
    public TransactionState transactionState(Connection connection) {
        return TransactionState.OPEN;
    }
}
