package io.holdfast.jta.outbox.store;

import io.holdfast.jta.outbox.store.dialect.OutboxDialects;
import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes the stores for PostgreSQL, MySQL, MariaDB and H2.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class BuiltInStoreFactory implements OutboxStore.Factory {

    /** Makes a factory. */
    public BuiltInStoreFactory() {}

    @Override
    public boolean supports(String dialect) {
        return OutboxDialects.supports(dialect);
    }

    @Override
    public OutboxStore open(String dialect, Connection connection) throws SQLException {
        return new JdbcOutboxStore(OutboxDialects.open(dialect, connection));
    }
}
