package io.holdfast.jta.outbox.store;

import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes the stores for PostgreSQL, MySQL, MariaDB and H2.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class BuiltInStoreFactory implements OutboxStore.Factory {
    private static final Set<String> DIALECTS = Set.of("postgresql", "mysql", "mariadb", "h2");

    /** Makes a factory. */
    public BuiltInStoreFactory() {}

    @Override
    public boolean supports(String dialect) {
        return DIALECTS.contains(dialect);
    }

    @Override
    public OutboxStore open(String dialect, Connection connection) throws SQLException {
        return new JdbcOutboxStore(dialectOf(dialect, connection));
    }

    private static OutboxDialect dialectOf(String dialect, Connection connection) throws SQLException {
        return switch (dialect) {
            case "postgresql" -> new PostgresOutboxDialect();
            case "mysql", "mariadb" -> MySqlOutboxDialect.open(connection);
            case "h2" -> new H2OutboxDialect();
            default -> throw StoreMessages.unknownDialect(dialect);
        };
    }
}
