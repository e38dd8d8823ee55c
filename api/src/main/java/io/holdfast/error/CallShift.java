package io.holdfast.error;

/** What a finding means for the call that failed, and for the scope it failed in. */
final class CallShift {
    private CallShift() {}

    static Finding apply(Finding found, FailedCall call) {
        return switch (call) {
            case ACQUIRE, CONNECT -> found == Finding.DRIVER_GAVE_UP ? Finding.CONFIG : notSent(found);
            case SESSION_SETUP -> inSessionSetup(notSent(found));
            // Neither a read nor a rollback can have left anything behind.
            case STATEMENT_AUTOCOMMIT_READ, ROLLBACK -> notSent(found);
            case STATEMENT_AUTOCOMMIT_WRITE, COMMIT, JTA_COMMIT ->
                found.mayHideCommit() ? Finding.OUTCOME_UNKNOWN : found;
            case XA_COMMIT -> Finding.OUTCOME_UNKNOWN;
            case STATEMENT_IN_TRANSACTION, BATCH, CLOSE, XA_PREPARE, UNKNOWN -> found;
        };
    }

    private static Finding notSent(Finding found) {
        return found == Finding.OUTCOME_UNKNOWN ? Finding.LOST : found;
    }

    /** Only the tenant's own settings are sent here, so what the database refuses is their mapping. */
    private static Finding inSessionSetup(Finding found) {
        return switch (found.kind()) {
            case CONNECTION_LOST, OVERLOADED, TIMED_OUT -> found;
            default -> Finding.TENANT_MAPPING;
        };
    }

    static DataErrorKind kind(Finding found, FailureContext context) {
        return switch (found) {
            case WRONG_ROLE -> context.readScope() ? DataErrorKind.READ_ONLY : DataErrorKind.WRONG_ROLE;
            case MISSING_OBJECT -> context.tenantSchema() ? DataErrorKind.TENANT_MAPPING : DataErrorKind.STATEMENT;
            default -> found.kind();
        };
    }

    static RetryAdvice advice(Finding found, FailureContext context) {
        if (context.call() == FailedCall.UNKNOWN && found.mayHideCommit()) {
            return RetryAdvice.VERIFY_FIRST;
        }
        return switch (found) {
            case DISK_FULL -> context.readScope() ? RetryAdvice.RETRY_LATER : RetryAdvice.DO_NOT_RETRY;
            case WRONG_ROLE -> kind(found, context).advice();
            default -> found.advice();
        };
    }
}
