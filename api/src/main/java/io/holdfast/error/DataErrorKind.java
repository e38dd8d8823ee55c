package io.holdfast.error;

/**
 * What happened, as finely as callers branch on it.
 *
 * <p>{@link #isRetryable()} answers one question: may the same <em>whole transaction</em> be repeated without a proof,
 * because this attempt certainly left nothing behind? It does not say that repeating helps; the {@link RetryAdvice}
 * does. It is never true for {@link #OUTCOME_UNKNOWN}.
 *
 * <table>
 * <caption>Kinds</caption>
 * <tr><th>kind</th><th>origin kind</th><th>retryable</th><th>default advice</th></tr>
 * <tr><td>{@link #ROLLED_BACK}</td><td>CONFLICT</td><td>yes</td><td>RETRY_TRANSACTION</td></tr>
 * <tr><td>{@link #CONNECTION_LOST}</td><td>CONNECTION</td><td>yes</td><td>RETRY_TRANSACTION</td></tr>
 * <tr><td>{@link #OUTCOME_UNKNOWN}</td><td>CONNECTION</td><td>no</td><td>VERIFY_FIRST</td></tr>
 * <tr><td>{@link #WRONG_ROLE}</td><td>CONNECTION</td><td>yes</td><td>RETRY_AFTER_REROUTE</td></tr>
 * <tr><td>{@link #OVERLOADED}</td><td>CONNECTION</td><td>yes</td><td>RETRY_LATER</td></tr>
 * <tr><td>{@link #TIMED_OUT}</td><td>TIMEOUT</td><td>yes</td><td>CALLER_DECIDES</td></tr>
 * <tr><td>{@link #DUPLICATE}</td><td>CONFLICT</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #CONSTRAINT}</td><td>QUERY</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #STATEMENT}</td><td>QUERY</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #READ_ONLY}</td><td>QUERY</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #AUTH}</td><td>CONFIG</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #CONFIG}</td><td>CONFIG</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #TENANT_MAPPING}</td><td>CONFIG</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #TENANT}</td><td>OTHER</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #USAGE}</td><td>OTHER</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * <tr><td>{@link #OTHER}</td><td>OTHER</td><td>no</td><td>DO_NOT_RETRY</td></tr>
 * </table>
 *
 * <p>Two kinds need a word. A serialization failure or deadlock is a <em>conflict</em> with another transaction, but
 * unlike a duplicate it goes away when the whole transaction runs again: {@code ROLLED_BACK} is the one retryable
 * {@link OriginKind#CONFLICT}. {@code TIMED_OUT} left nothing behind and so is retryable, but the second attempt may
 * well take as long as the first: no loop should repeat it on its own.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public enum DataErrorKind {
    /** The transaction certainly did not happen: serialization failure, deadlock. */
    ROLLED_BACK(OriginKind.CONFLICT, true, RetryAdvice.RETRY_TRANSACTION, "40000"),
    /** The connection is dead and the commit had not been sent. */
    CONNECTION_LOST(OriginKind.CONNECTION, true, RetryAdvice.RETRY_TRANSACTION, "08006"),
    /** The transaction may or may not have been committed. */
    OUTCOME_UNKNOWN(OriginKind.CONNECTION, false, RetryAdvice.VERIFY_FIRST, "08007"),
    /** The node does not accept writes (any more), although the scope was meant to write. */
    WRONG_ROLE(OriginKind.CONNECTION, true, RetryAdvice.RETRY_AFTER_REROUTE, "25006"),
    /** No capacity now, in the server or in the pool. */
    OVERLOADED(OriginKind.CONNECTION, true, RetryAdvice.RETRY_LATER, "53000"),
    /** Cancelled, interrupted or out of time; the transaction is or must be rolled back. */
    TIMED_OUT(OriginKind.TIMEOUT, true, RetryAdvice.CALLER_DECIDES, "57014"),
    /** A unique key exists already; on an idempotency key it means "already done". */
    DUPLICATE(OriginKind.CONFLICT, false, RetryAdvice.DO_NOT_RETRY, "23505"),
    /** Another constraint, or a value that does not fit. */
    CONSTRAINT(OriginKind.QUERY, false, RetryAdvice.DO_NOT_RETRY, "23000"),
    /** The statement is wrong or not supported. */
    STATEMENT(OriginKind.QUERY, false, RetryAdvice.DO_NOT_RETRY, "42000"),
    /** A write on a read route: a mistake in the application. */
    READ_ONLY(OriginKind.QUERY, false, RetryAdvice.DO_NOT_RETRY, "25006"),
    /** The login or a permission is refused. */
    AUTH(OriginKind.CONFIG, false, RetryAdvice.DO_NOT_RETRY, "28000"),
    /** No such database, a bad URL, an unknown driver, a bad setting. */
    CONFIG(OriginKind.CONFIG, false, RetryAdvice.DO_NOT_RETRY, "WH001"),
    /** The tenant is known, but what it is mapped to (schema, role, database) does not exist or may not be used. */
    TENANT_MAPPING(OriginKind.CONFIG, false, RetryAdvice.DO_NOT_RETRY, "WH002"),
    /** The tenant is unknown, absent, invalid or not admitted. */
    TENANT(OriginKind.OTHER, false, RetryAdvice.DO_NOT_RETRY, "WH003"),
    /** The API was misused: closed scope, wrong transaction, wrong thread, a second tenant in one transaction. */
    USAGE(OriginKind.OTHER, false, RetryAdvice.DO_NOT_RETRY, "WH004"),
    /** Nothing is known about this failure; it is never guessed to be transient. */
    OTHER(OriginKind.OTHER, false, RetryAdvice.DO_NOT_RETRY, "WH000");

    private final OriginKind origin;
    private final boolean retryable;
    private final RetryAdvice advice;
    private final String sqlState;

    DataErrorKind(OriginKind origin, boolean retryable, RetryAdvice advice, String sqlState) {
        this.origin = origin;
        this.retryable = retryable;
        this.advice = advice;
        this.sqlState = sqlState;
    }

    /**
     * Tells the coarse kind this one belongs to.
     *
     * @return the coarse kind
     */
    public OriginKind origin() {
        return origin;
    }

    /**
     * Tells whether the same whole transaction may be repeated without a proof. A single failure can be stricter than
     * its kind, never laxer: see {@link DataErrorDetails#isRetryable()}.
     *
     * @return never true for {@link #OUTCOME_UNKNOWN}
     */
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * Tells the advice of a failure of this kind when nothing more is known about it.
     *
     * @return the default advice
     */
    public RetryAdvice advice() {
        return advice;
    }

    /**
     * Tells the SQLSTATE that a {@link DataSQLException} of this kind carries when no database gave one. Where the SQL
     * standard has a fitting state it is that one, so that libraries on top recognise it; otherwise it is of our own
     * class {@code WH}, which the standard leaves to implementations.
     *
     * @return five characters
     */
    public String sqlState() {
        return sqlState;
    }
}
