package io.holdfast.jta.outbox.inbox;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.jta.outbox.store.OutboxDatabases;
import io.holdfast.outbox.Inbox;
import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Remembers messages in the running transaction.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class TransactionalInbox implements Inbox {
    private final DataSourceRegistry registry;
    private final TransactionBridge transactions;
    private final OutboxDatabases databases;

    /**
     * Wires it.
     *
     * @param registry the data sources
     * @param transactions the way to the running transaction
     * @param databases the databases
     */
    public TransactionalInbox(DataSourceRegistry registry, TransactionBridge transactions, OutboxDatabases databases) {
        this.registry = registry;
        this.transactions = transactions;
        this.databases = databases;
    }

    @Override
    public boolean register(String consumer, String messageId) {
        return register(registry.current(), consumer, messageId);
    }

    /**
     * Notes a message as processed in the database of a data source.
     *
     * @param dataSource the data source that the transaction writes to
     * @param consumer who processes it
     * @param messageId the message
     * @return true if it is new
     */
    public boolean register(TenantDataSource dataSource, String consumer, String messageId) {
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(messageId, "messageId");
        ManagedTransaction transaction = transactions.current();
        if (transaction == null || !transaction.isActive()) {
            throw InboxFailures.inboxWithoutTransaction(consumer);
        }
        OutboxDatabase database = databases.of(dataSource);
        try {
            database.ready();
        } catch (SQLException e) {
            throw InboxFailures.databaseNotReady(dataSource.name(), e);
        }
        try (Connection connection = dataSource.acquire(AccessIntent.WRITE)) {
            return database.ready().register(connection, OutboxDatabase.tenantOf(dataSource), consumer, messageId);
        } catch (SQLException e) {
            database.doubt();
            throw InboxFailures.inboxFailed(consumer, e);
        }
    }
}
