package io.holdfast.jta.outbox.store.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Finds the dialect for a kind of database.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class OutboxDialects {
    private static final Set<String> NAMES = Set.of("postgresql", "mysql", "mariadb", "h2");

    private OutboxDialects() {}

    /**
     * Tells whether there is a dialect of that name.
     *
     * @param name the name
     * @return true if {@link #open} knows it
     */
    public static boolean supports(String name) {
        return NAMES.contains(name);
    }

    /**
     * Makes a dialect.
     *
     * @param name its name
     * @param connection a connection to the database, which is asked what cannot be known from the name
     * @return the dialect
     * @throws SQLException if the database cannot be asked, or has no place for the tables
     */
    public static OutboxDialect open(String name, Connection connection) throws SQLException {
        return switch (name) {
            case "postgresql" -> new PostgresOutboxDialect();
            case "mysql", "mariadb" -> MySqlOutboxDialect.open(connection);
            case "h2" -> new H2OutboxDialect();
            default -> throw DialectMessages.unknownDialect(name);
        };
    }
}
