package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of Jakarta Transactions. Lives as a resource of that transaction, and so ends with it.
 *
 * <p>Attributes are kept here, not in the registry of synchronizations: that one always means the transaction of the calling
 * thread, which is another one while this is suspended, and none in a callback after a time-out.
 *
 * <p><strong>Threading:</strong> as {@link ManagedTransaction}.
 */
final class JtaTransaction implements ManagedTransaction {
    private final Object key;
    private final Transaction transaction;
    private final TransactionSynchronizationRegistry registry;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private volatile @Nullable LocalXaResource enlisted;
    private volatile @Nullable CompletionSynchronization synchronization;

    JtaTransaction(Transaction transaction, TransactionSynchronizationRegistry registry) {
        this.transaction = transaction;
        this.registry = registry;
        Object given = registry.getTransactionKey();
        this.key = given == null ? transaction : given;
    }

    @Override
    public Object key() {
        return key;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Narayana says ACTIVE while it runs synchronizations before completion; the specification would also allow PREPARING.
     */
    @Override
    public boolean isActive() {
        int status = status();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_PREPARING;
    }

    private int status() {
        try {
            return transaction.getStatus();
        } catch (SystemException e) {
            throw JtaMessages.managerFailed(e);
        }
    }

    @Override
    public @Nullable Object attribute(Object name) {
        return attributes.get(name);
    }

    @Override
    public void attribute(Object name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void enlist(LocalResource resource) throws SQLException {
        LocalXaResource first = enlisted;
        if (first != null) {
            // Both would be asked to prepare and refuse: say it now, where the second connection is taken.
            markRollbackOnly();
            throw JtaMessages.secondResource(first.description(), resource.description());
        }
        LocalXaResource xa = new LocalXaResource(resource);
        try {
            if (!transaction.enlistResource(xa)) {
                throw new SystemException("enlistResource returned false");
            }
        } catch (RollbackException | SystemException | RuntimeException e) {
            markRollbackOnly();
            throw JtaMessages.enlistmentRefused(resource.description(), e);
        }
        enlisted = xa;
    }

    /**
     * {@inheritDoc}
     *
     * <p>One synchronization serves all: those who ask while it runs before completion still get their turn, which not every
     * transaction manager would give to a second one.
     */
    @Override
    public void onCompletion(Completion completion) throws SQLException {
        CompletionSynchronization known = synchronization;
        if (known != null) {
            known.add(completion);
            return;
        }
        CompletionSynchronization fresh = new CompletionSynchronization(this, completion);
        register(fresh);
        synchronization = fresh;
    }

    private void register(CompletionSynchronization fresh) throws SQLException {
        try {
            if (!isCurrent()) {
                throw new IllegalStateException("The transaction is not the one of the calling thread");
            }
            registry.registerInterposedSynchronization(fresh);
        } catch (IllegalStateException e) {
            throw JtaMessages.completionRefused(e);
        }
    }

    private boolean isCurrent() {
        return key == transaction || key.equals(registry.getTransactionKey());
    }

    /** A commit of unknown outcome is no commit, even if the transaction manager calls it one. */
    boolean isOutcomeUnknown() {
        LocalXaResource xa = enlisted;
        return xa != null && xa.isOutcomeUnknown();
    }

    @Override
    public void markRollbackOnly() {
        try {
            transaction.setRollbackOnly();
        } catch (SystemException | IllegalStateException e) {
            JtaMessages.markFailed(e);
        }
    }
}
