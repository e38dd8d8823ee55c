package io.holdfast.jta;

import com.arjuna.ats.jta.TransactionManager;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import jakarta.transaction.Status;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Narayana in memory; no test leaves a transaction on the thread. */
final class NarayanaExtension implements BeforeAllCallback, AfterEachCallback {
    static final jakarta.transaction.TransactionManager TM;

    static {
        NarayanaVolatileStore.use();
        TM = TransactionManager.transactionManager();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Loading this class is enough.
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        TM.setTransactionTimeout(0);
        if (TM.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TM.suspend();
            throw new AssertionError("The test left a transaction on the thread");
        }
    }
}
