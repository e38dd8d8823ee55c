package io.holdfast.web;

import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataFailure;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the data error in what a request has failed with.
 *
 * <p><strong>Threading:</strong> no state.
 */
final class DataFailures {
    private static final int MOST_LINKS = 100;

    private DataFailures() {}

    /**
     * Looks at the failure, its causes, and what a failed transaction has suppressed: transaction managers put the reason there. What
     * others have suppressed went wrong while they cleaned up, and is not why they failed.
     *
     * @return an unknown outcome if there is one, otherwise the first data error, causes before what was suppressed
     */
    static Optional<DataFailure> find(Throwable failure) {
        DataFailure first = null;
        // By identity, and not for ever: causes may form a ring.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.push(failure);
        while (!left.isEmpty() && seen.size() < MOST_LINKS) {
            Throwable link = left.pop();
            if (!seen.add(link)) {
                continue;
            }
            if (link instanceof DataFailure found) {
                if (found.kind() == DataErrorKind.OUTCOME_UNKNOWN) {
                    return Optional.of(found);
                }
                first = first == null ? found : first;
                // What is below it was known to whoever said this.
                continue;
            }
            if (isOfTransaction(link)) {
                Throwable[] suppressed = link.getSuppressed();
                for (int i = suppressed.length - 1; i >= 0; i--) {
                    left.push(suppressed[i]);
                }
            }
            if (link.getCause() != null) {
                left.push(link.getCause());
            }
        }
        return Optional.ofNullable(first);
    }

    // By name: there need not be any transactions.
    private static boolean isOfTransaction(Throwable link) {
        String type = link.getClass().getName();
        return type.startsWith("jakarta.transaction.")
                || type.startsWith("javax.transaction.xa.")
                || type.startsWith("jakarta.ejb.");
    }
}
