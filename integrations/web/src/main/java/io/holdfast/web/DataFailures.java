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
     * Looks at the failure, its causes, and what they suppress: transaction managers put the reason of a failed commit there.
     *
     * @return an unknown outcome if there is one, otherwise the nearest data error
     */
    static Optional<DataFailure> find(Throwable failure) {
        DataFailure nearest = null;
        // By identity, and not for ever: causes may form a ring.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(failure);
        while (!left.isEmpty() && seen.size() < MOST_LINKS) {
            Throwable link = left.remove();
            if (!seen.add(link)) {
                continue;
            }
            if (link instanceof DataFailure found) {
                if (found.kind() == DataErrorKind.OUTCOME_UNKNOWN) {
                    return Optional.of(found);
                }
                nearest = nearest == null ? found : nearest;
            }
            if (link.getCause() != null) {
                left.add(link.getCause());
            }
            Collections.addAll(left, link.getSuppressed());
        }
        return Optional.ofNullable(nearest);
    }
}
