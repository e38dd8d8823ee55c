package io.holdfast.jta;

import io.holdfast.spi.ManagedTransaction.Completion;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the end of a transaction on to all who asked, in the order in which they asked.
 *
 * <p><strong>Threading:</strong> called by the transaction manager, after a time-out possibly on a thread of its own.
 */
final class CompletionSynchronization implements Synchronization {
    private final JtaTransaction transaction;
    private final List<Completion> completions = new ArrayList<>(2);
    private boolean turnOver;
    private boolean ended;

    CompletionSynchronization(JtaTransaction transaction, Completion first) {
        this.transaction = transaction;
        completions.add(first);
    }

    /**
     * Adds one. After the turn of those before completion it is asked at once: another callback may be the first to need it.
     *
     * @throws SQLException if the transaction has ended
     */
    void add(Completion completion) throws SQLException {
        boolean late;
        synchronized (this) {
            if (ended) {
                throw JtaMessages.completionRefused(null);
            }
            completions.add(completion);
            late = turnOver;
        }
        if (late) {
            completion.beforeCompletion();
        }
    }

    @Override
    public void beforeCompletion() {
        for (int i = 0; ; i++) {
            Completion next;
            synchronized (this) {
                if (i == completions.size()) {
                    turnOver = true;
                    return;
                }
                next = completions.get(i);
            }
            next.beforeCompletion();
        }
    }

    @Override
    public void afterCompletion(int status) {
        boolean committed = status == Status.STATUS_COMMITTED && !transaction.isOutcomeUnknown();
        List<Completion> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(completions);
        }
        all.forEach(completion -> completion.afterCompletion(committed));
    }
}
