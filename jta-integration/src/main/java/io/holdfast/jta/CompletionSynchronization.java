package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction.Completion;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/**
 * Hands the end of a transaction on to the engine.
 *
 * <p><strong>Threading:</strong> called by the transaction manager, after a time-out possibly on a thread of its own.
 */
final class CompletionSynchronization implements Synchronization {
    private final JtaTransaction transaction;
    private final Completion completion;

    CompletionSynchronization(JtaTransaction transaction, Completion completion) {
        this.transaction = transaction;
        this.completion = completion;
    }

    @Override
    public void beforeCompletion() {
        completion.beforeCompletion();
    }

    @Override
    public void afterCompletion(int status) {
        completion.afterCompletion(status == Status.STATUS_COMMITTED && !transaction.isOutcomeUnknown());
    }
}
