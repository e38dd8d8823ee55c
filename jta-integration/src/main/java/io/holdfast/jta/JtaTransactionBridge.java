package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The way to the transaction manager of the server, or to Narayana in Java SE. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Without a transaction one status call is made and nothing allocated. With one, the second call of the same transaction
 * allocates nothing either. A transaction that is marked for rollback, or that timed out while its thread still worked, is
 * returned as one that is not active: work must stop with its reason instead of going on without a transaction. A committed one
 * is seen in callbacks after completion only and counts as none.
 *
 * <p><strong>Threading:</strong> safe for use by many threads.
 */
public final class JtaTransactionBridge implements TransactionBridge {
    /** One for all bridges of a class loader: the engine and the outbox must see the same transaction. */
    private static final Object RESOURCE_KEY = new Object();

    private final TransactionLookup lookup;

    /** Made by the service loader. */
    public JtaTransactionBridge() {
        this(new TransactionLookup());
    }

    JtaTransactionBridge(TransactionLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public void prepare() {
        lookup.prepare();
    }

    @Override
    public @Nullable ManagedTransaction current() {
        TransactionManager manager = lookup.findManager();
        if (manager == null) {
            return null;
        }
        try {
            int status = manager.getStatus();
            if (status == Status.STATUS_NO_TRANSACTION || status == Status.STATUS_COMMITTED) {
                return null;
            }
            return ofThread(manager, lookup.requireRegistry());
        } catch (SystemException e) {
            throw JtaMessages.managerFailed(e);
        }
    }

    private @Nullable ManagedTransaction ofThread(
            TransactionManager manager, TransactionSynchronizationRegistry registry) throws SystemException {
        Object known = remembered(registry);
        if (known != null) {
            return (ManagedTransaction) known;
        }
        Transaction transaction = manager.getTransaction();
        return transaction == null ? null : remember(new JtaTransaction(transaction, registry), registry);
    }

    private @Nullable Object remembered(TransactionSynchronizationRegistry registry) {
        try {
            return registry.getResource(RESOURCE_KEY);
        } catch (IllegalStateException e) {
            // Some transaction managers refuse this once the transaction is over.
            return null;
        }
    }

    private ManagedTransaction remember(JtaTransaction transaction, TransactionSynchronizationRegistry registry) {
        try {
            registry.putResource(RESOURCE_KEY, transaction);
        } catch (IllegalStateException e) {
            if (transaction.isActive()) {
                throw JtaMessages.managerFailed(e);
            }
            // Over: nobody will enlist anything, so nothing needs to be remembered.
        }
        return transaction;
    }
}
