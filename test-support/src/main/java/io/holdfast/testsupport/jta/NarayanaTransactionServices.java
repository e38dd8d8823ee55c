package io.holdfast.testsupport.jta;

import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.UserTransaction;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import org.jboss.weld.transaction.spi.TransactionServices;

/**
 * Tells Weld SE about Narayana's transactions: {@code UserTransaction} injects, transactional observers run in their phase.
 *
 * <p>Works with {@code weld-jta} on the class path and a file {@code META-INF/services/org.jboss.weld.bootstrap.api.Service} of
 * the user that names this class. The file is not here, because Weld would then demand Narayana of everybody.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class NarayanaTransactionServices implements TransactionServices {
    @Override
    public void registerSynchronization(Synchronization synchronization) {
        try {
            TransactionManager.transactionManager().getTransaction().registerSynchronization(synchronization);
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("The transaction accepts no synchronization", e);
        }
    }

    @Override
    public boolean isTransactionActive() {
        try {
            int status = TransactionManager.transactionManager().getStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        } catch (SystemException e) {
            throw new IllegalStateException("Narayana does not tell the status of the transaction", e);
        }
    }

    @Override
    public jakarta.transaction.UserTransaction getUserTransaction() {
        return UserTransaction.userTransaction();
    }

    @Override
    public void cleanup() {
        // Nothing is kept.
    }
}
