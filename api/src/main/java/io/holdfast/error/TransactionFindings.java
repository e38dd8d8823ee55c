package io.holdfast.error;

import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/** Reads what a transaction manager throws. By name, because the API module does not see jakarta.transaction. */
final class TransactionFindings {
    private TransactionFindings() {}

    /** What stands whatever else the chain says. */
    static @Nullable Finding certain(Throwable link) {
        if (link instanceof XAException xa) {
            return ofXaCode(xa.errorCode);
        }
        String name = link.getClass().getName();
        return isFromTransactionApi(name) && name.contains(".Heuristic") ? Finding.OUTCOME_UNKNOWN : null;
    }

    /**
     * What is believed when the chain says nothing else. A manager reports a rollback also where a resource failed to
     * commit in one phase, so it is no proof against a lost connection beneath it.
     */
    static @Nullable Finding likely(Throwable link) {
        if (link instanceof XAException xa) {
            boolean rolledBack = xa.errorCode >= XAException.XA_RBBASE && xa.errorCode <= XAException.XA_RBEND;
            return rolledBack ? Finding.ROLLED_BACK_FOR_SOME_REASON : null;
        }
        String name = link.getClass().getName();
        boolean rollback = name.endsWith(".RollbackException") && isFromTransactionApi(name);
        return rollback ? Finding.ROLLED_BACK_FOR_SOME_REASON : null;
    }

    private static boolean isFromTransactionApi(String name) {
        return name.startsWith("jakarta.transaction.") || name.startsWith("javax.transaction.");
    }

    private static @Nullable Finding ofXaCode(int code) {
        return switch (code) {
            case XAException.XA_HEURHAZ, XAException.XA_HEURCOM, XAException.XA_HEURRB, XAException.XA_HEURMIX ->
                Finding.OUTCOME_UNKNOWN;
            case XAException.XAER_RMFAIL -> Finding.LOST;
            default -> null;
        };
    }
}
