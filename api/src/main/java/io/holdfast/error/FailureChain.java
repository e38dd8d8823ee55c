package io.holdfast.error;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The links of a failure in the order in which they are believed: the exception, its next ones, its cause, its
 * suppressed ones. Ends at what is classified already and at errors of the machine.
 */
final class FailureChain {
    private static final int MAX_DEPTH = 32;

    private final List<Throwable> links = new ArrayList<>();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean interruptedHere;

    private FailureChain() {}

    static FailureChain of(Throwable failure) {
        FailureChain chain = new FailureChain();
        chain.visit(failure, 0, true);
        return chain;
    }

    List<Throwable> links() {
        return links;
    }

    /** Whether the interrupt hit the current thread, not one whose result it waited for. */
    boolean interruptedHere() {
        return interruptedHere;
    }

    private void visit(@Nullable Throwable link, int depth, boolean here) {
        if (link == null || depth >= MAX_DEPTH || link instanceof Error || !seen.add(link)) {
            return;
        }
        if (link instanceof DataFailure) {
            links.add(link);
            return;
        }
        interruptedHere |= here && link instanceof InterruptedException;
        visitSql(link, depth, here);
        boolean stillHere = here && !(link instanceof ExecutionException);
        visit(link.getCause(), depth + 1, stillHere);
        for (Throwable suppressed : link.getSuppressed()) {
            visit(suppressed, depth + 1, stillHere);
        }
    }

    private void visitSql(Throwable link, int depth, boolean here) {
        SQLException next = link instanceof SQLException e ? e.getNextException() : null;
        // A batch's own exception only carries the reason, which is the next one.
        if (link instanceof BatchUpdateException) {
            visit(next, depth + 1, here);
            links.add(link);
        } else {
            links.add(link);
            visit(next, depth + 1, here);
        }
    }
}
