package io.holdfast.error;

/**
 * The call that failed. The same SQLSTATE means different things depending on it: a connection lost at a statement of
 * a transaction means that nothing was committed; lost at {@link #COMMIT}, that nobody knows.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public enum FailedCall {
    /** Taking a connection from a pool: nothing was sent. */
    ACQUIRE,
    /** Connecting or logging in: nothing was executed. */
    CONNECT,
    /** Setting up the session (schema, role, variables): nothing of the application was executed. */
    SESSION_SETUP,
    /** A statement inside a transaction: its commit was not sent yet. */
    STATEMENT_IN_TRANSACTION,
    /** A writing statement in autocommit mode, which is its own commit. */
    STATEMENT_AUTOCOMMIT_WRITE,
    /** A statement in autocommit mode that only reads. */
    STATEMENT_AUTOCOMMIT_READ,
    /** A batch inside a transaction; for one in autocommit mode use {@link #STATEMENT_AUTOCOMMIT_WRITE}. */
    BATCH,
    /** The commit of a local transaction. */
    COMMIT,
    /** A rollback: the commit was never sent. */
    ROLLBACK,
    /** Closing a connection or giving it back to its pool. */
    CLOSE,
    /** The prepare of an XA branch. */
    XA_PREPARE,
    /** The commit of a prepared XA branch; recovery decides. */
    XA_COMMIT,
    /** {@code commit()} of a Jakarta transaction. */
    JTA_COMMIT,
    /** The caller cannot tell. Whatever could have been a commit gets {@link RetryAdvice#VERIFY_FIRST}. */
    UNKNOWN
}
