package io.holdfast.jta.outbox;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.TenantDataSource;
import io.holdfast.error.DataException;
import io.holdfast.jta.OwnTransactions;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.message.Payload;
import io.holdfast.jta.outbox.message.PayloadCodec;
import io.holdfast.jta.outbox.message.UuidV7;
import io.holdfast.jta.outbox.relay.OutboxRelay;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.jta.outbox.store.OutboxDatabases;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxSettings.WithoutTransaction;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Publishes with the running transaction.
 *
 * <p>{@code publish} takes the transaction's connection already: whatever speaks against writing here (a read transaction, another
 * tenant, a second data source) is said where the event was published, by the part that knows it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class TransactionalOutbox implements Outbox {
    private final DataSourceRegistry registry;
    private final TransactionBridge transactions;
    private final OwnTransactions ownTransactions;
    private final OutboxSettings settings;
    private final Channels channels;
    private final PayloadCodec codec;
    private final OutboxDatabases databases;
    private final OutboxRelay relay;
    private final UuidV7 ids = new UuidV7(System::currentTimeMillis);

    TransactionalOutbox(OutboxParts parts, OutboxRelay relay) {
        this.registry = parts.registry();
        this.transactions = parts.transactions();
        this.ownTransactions = parts.ownTransactions();
        this.settings = parts.settings();
        this.channels = parts.channels();
        this.codec = parts.codec();
        this.databases = parts.databases();
        this.relay = relay;
    }

    @Override
    public UUID publish(OutboxMessage message) {
        return publish(registry.current(), message);
    }

    @Override
    public UUID publish(TenantDataSource dataSource, OutboxMessage message) {
        ManagedTransaction transaction = transactions.current();
        if (transaction != null) {
            return publishIn(transaction, dataSource, message);
        }
        if (settings.withoutTransaction() == WithoutTransaction.REJECT) {
            throw OutboxFailures.noTransaction(message.type());
        }
        return publishInOwn(dataSource, message);
    }

    private UUID publishInOwn(TenantDataSource dataSource, OutboxMessage message) {
        try {
            return ownTransactions.call("Outbox.publish()", () -> {
                ManagedTransaction own = transactions.current();
                if (own == null) {
                    throw OutboxFailures.noTransaction(message.type());
                }
                return publishIn(own, dataSource, message);
            });
        } catch (DataException e) {
            throw e;
        } catch (Exception e) {
            throw OutboxFailures.ownTransactionFailed(message.type(), e);
        }
    }

    private UUID publishIn(ManagedTransaction transaction, TenantDataSource dataSource, OutboxMessage message) {
        if (!transaction.isActive()) {
            throw OutboxFailures.notActive(message.type());
        }
        NewEvent event = event(dataSource, message);
        buffer(transaction, dataSource, message).add(event);
        return event.id();
    }

    private TransactionBuffer buffer(
            ManagedTransaction transaction, TenantDataSource dataSource, OutboxMessage message) {
        TransactionBuffer known = (TransactionBuffer) transaction.attribute(this);
        if (known == null) {
            return begin(transaction, dataSource, message.type());
        }
        if (known.dataSource() != dataSource) {
            throw OutboxFailures.otherDataSource(message.type(), name(known.dataSource()), name(dataSource));
        }
        return known;
    }

    private TransactionBuffer begin(ManagedTransaction transaction, TenantDataSource dataSource, String type) {
        OutboxDatabase database = databases.of(dataSource);
        try {
            // A statement that failed for want of a table would doom the transaction.
            database.ready();
        } catch (SQLException e) {
            throw OutboxFailures.databaseNotReady(dataSource.name(), e);
        }
        try {
            dataSource.acquire(AccessIntent.WRITE).close();
            TransactionBuffer fresh = new TransactionBuffer(dataSource, database, relay);
            transaction.onCompletion(fresh);
            transaction.attribute(this, fresh);
            return fresh;
        } catch (DataException e) {
            throw OutboxFailures.refused(type, e);
        } catch (SQLException e) {
            throw OutboxFailures.notJoined(type, e);
        }
    }

    private NewEvent event(TenantDataSource dataSource, OutboxMessage message) {
        Payload payload = codec.encode(
                message.type(),
                message.payload().orElse(null),
                message.contentType().orElse(null));
        if (payload.bytes().length > settings.maxPayload()) {
            throw OutboxFailures.tooLong(message.type(), payload.bytes().length, settings.maxPayload());
        }
        return new NewEvent(
                message.id().orElseGet(ids::next),
                OutboxDatabase.tenantOf(dataSource),
                dataSource.name(),
                channel(message),
                message.type(),
                message.key().orElse(null),
                message.deduplicationKey().orElse(null),
                payload.contentType(),
                payload.bytes(),
                message.headers(),
                message.delay(),
                message.notBefore().orElse(null));
    }

    private String channel(OutboxMessage message) {
        if (message.channel().isEmpty()) {
            return channels.ofType(message.type());
        }
        String wanted = message.channel().get();
        if (channels.find(wanted) == null) {
            throw OutboxFailures.unknownChannel(
                    message.type(),
                    wanted,
                    channels.all().stream().map(OutboxChannel::name).toList());
        }
        return wanted;
    }

    private static String name(TenantDataSource dataSource) {
        return dataSource.tenant().map(tenant -> "tenant '" + tenant + "' on ").orElse("") + "data source '"
                + dataSource.name() + "'";
    }
}
