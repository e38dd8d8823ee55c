package io.holdfast.error;

/**
 * The six coarse kinds that every {@link DataErrorKind} belongs to: enough for a circuit breaker or a metric tag.
 *
 * <p>Decide about repeating with {@link DataFailure#isRetryable()} or {@link DataFailure#advice()}, never with the
 * coarse kind: {@link #CONNECTION} holds lost connections as well as unknown outcomes.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public enum OriginKind {
    /** The configuration or the credentials are wrong; only a person can help. */
    CONFIG,
    /** A connection could not be had, was lost, or led to a node that does not do what was asked. */
    CONNECTION,
    /** The database refuses the statement or its data. */
    QUERY,
    /** Cancelled or out of time. */
    TIMEOUT,
    /** Collided with what another transaction did. */
    CONFLICT,
    /** Nothing of the above, or nothing known. */
    OTHER
}
