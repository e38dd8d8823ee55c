package io.holdfast.jta;

import io.holdfast.error.DataException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that Holdfast itself begins and ends, on threads that have none.
 *
 * <p><strong>Threading:</strong> thread-safe; a transaction belongs to the thread that calls.
 */
public final class OwnTransactions {
    private final TransactionLookup lookup = new TransactionLookup();

    /** Looks for nothing yet. */
    public OwnTransactions() {}

    /** Looks for the transaction manager, on the thread that deploys the application: others may not find it. */
    public void prepare() {
        lookup.prepare();
    }

    /**
     * Makes sure that there is a transaction manager.
     *
     * @param place who needs one, for the message
     * @throws DataException of kind {@code CONFIG} if there is none, with the places that were tried
     */
    public void require(String place) {
        lookup.requireManager(place);
    }

    /**
     * Works in a new transaction and commits it.
     *
     * @param place what works, for messages
     * @param work what to do; an exception or error rolls back and is thrown on
     * @param <T> type of its result
     * @return its result
     * @throws Exception whatever the work throws; what the transaction manager says if it does not commit
     */
    public <T extends @Nullable Object> T call(String place, Callable<T> work) throws Exception {
        require(place);
        TransactionManager manager = lookup.findManager();
        if (manager == null) {
            throw new IllegalStateException("The transaction manager went away.");
        }
        begin(manager);
        T result;
        try {
            result = work.call();
        } catch (Exception | Error e) {
            rollBack(manager, e);
            throw e;
        }
        commit(manager);
        return result;
    }

    private static void begin(TransactionManager manager) throws NotSupportedException, SystemException {
        if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
            // One that has ended stays on the thread until its callbacks have run, or was left there. Nobody works
            // in it any more, yet Narayana begins none beside it.
            manager.suspend();
        }
        manager.begin();
    }

    private static void commit(TransactionManager manager)
            throws SystemException, RollbackException, HeuristicMixedException, HeuristicRollbackException {
        if (manager.getStatus() == Status.STATUS_ACTIVE) {
            manager.commit();
            return;
        }
        manager.rollback();
        throw new RollbackException(
                "HOLDF00564: The transaction was marked for rollback or timed out; it was rolled back.");
    }

    private static void rollBack(TransactionManager manager, Throwable cause) {
        try {
            if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                manager.rollback();
            }
        } catch (SystemException | IllegalStateException e) {
            cause.addSuppressed(e);
        }
    }
}
