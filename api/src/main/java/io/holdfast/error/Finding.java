package io.holdfast.error;

/** What a code says on its own, before the failing call and the scope are looked at. Constants, so finding is free. */
enum Finding {
    ROLLED_BACK(DataErrorKind.ROLLED_BACK),
    /** Rolled back, but nobody says why: perhaps on purpose. */
    ROLLED_BACK_FOR_SOME_REASON(DataErrorKind.ROLLED_BACK, RetryAdvice.CALLER_DECIDES),
    /** A plan prepared before DDL: the repeat needs a fresh connection, so this one has to go. */
    STALE_PLAN(DataErrorKind.ROLLED_BACK),
    LOST(DataErrorKind.CONNECTION_LOST),
    /** Lost or refused for the moment: the server starts, stops or moves. */
    LOST_FOR_A_WHILE(DataErrorKind.CONNECTION_LOST, RetryAdvice.RETRY_LATER),
    /** The driver gave up for a reason it does not know; when connecting it is how a bad URL looks. */
    DRIVER_GAVE_UP(DataErrorKind.CONNECTION_LOST),
    OUTCOME_UNKNOWN(DataErrorKind.OUTCOME_UNKNOWN),
    WRONG_ROLE(DataErrorKind.WRONG_ROLE),
    OVERLOADED(DataErrorKind.OVERLOADED),
    /** Reads may go on, writes will not. */
    DISK_FULL(DataErrorKind.OVERLOADED, RetryAdvice.DO_NOT_RETRY),
    TIMED_OUT(DataErrorKind.TIMED_OUT),
    /** The driver or the thread stopped waiting; what the server did is another matter. */
    STOPPED_WAITING(DataErrorKind.TIMED_OUT),
    DUPLICATE(DataErrorKind.DUPLICATE),
    CONSTRAINT(DataErrorKind.CONSTRAINT),
    STATEMENT(DataErrorKind.STATEMENT),
    /** A table or schema is not there: a wrong statement, or a tenant mapped to the wrong schema. */
    MISSING_OBJECT(DataErrorKind.STATEMENT),
    AUTH(DataErrorKind.AUTH),
    CONFIG(DataErrorKind.CONFIG),
    TENANT_MAPPING(DataErrorKind.TENANT_MAPPING),
    /** Known to be permanent, without a kind of its own. */
    PERMANENT(DataErrorKind.OTHER),
    /** Only says that an earlier statement failed. */
    AFTERMATH(DataErrorKind.OTHER);

    private final DataErrorKind kind;
    private final RetryAdvice advice;

    Finding(DataErrorKind kind) {
        this(kind, kind.advice());
    }

    Finding(DataErrorKind kind, RetryAdvice advice) {
        this.kind = kind;
        this.advice = advice;
    }

    DataErrorKind kind() {
        return kind;
    }

    RetryAdvice advice() {
        return advice;
    }

    /** Whether the work may have been done all the same if the failing call was a commit. */
    boolean mayHideCommit() {
        return switch (this) {
            case STOPPED_WAITING, OVERLOADED, DISK_FULL -> true;
            default -> isLost();
        };
    }

    boolean isLost() {
        return kind == DataErrorKind.CONNECTION_LOST;
    }

    boolean isConnectionFatal() {
        return this == STALE_PLAN || isConnectionFatal(kind);
    }

    static boolean isConnectionFatal(DataErrorKind kind) {
        return switch (kind) {
            case CONNECTION_LOST, OUTCOME_UNKNOWN, WRONG_ROLE -> true;
            default -> false;
        };
    }
}
