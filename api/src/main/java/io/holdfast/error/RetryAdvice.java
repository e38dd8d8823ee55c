package io.holdfast.error;

/**
 * What may be done after a failure. Only the outermost transactional scope may act on an advice: a retry takes a new
 * connection, a new snapshot and a new routing decision. Nothing here ever means "repeat the statement".
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @since 0.1
 */
public enum RetryAdvice {
    /** Repeat the whole transaction, a bounded number of times, with jitter. Roll back first. */
    RETRY_TRANSACTION,
    /** Never repeat without a proof that the first attempt was not committed. */
    VERIFY_FIRST,
    /** Drop the connections of the node, find the primary again, then repeat the whole transaction. */
    RETRY_AFTER_REROUTE,
    /** Repeat the whole transaction after a back-off with jitter; there is no capacity now. */
    RETRY_LATER,
    /** Nothing was committed and repeating does no harm; whether it helps only the caller can tell. Never automatic. */
    CALLER_DECIDES,
    /** The same call will fail again, or nothing is known about the failure. */
    DO_NOT_RETRY
}
