package io.holdfast.error;

/**
 * A failure that knows its kind: implemented by {@link DataException} and {@link DataSQLException}, so that one
 * {@code instanceof} serves both.
 *
 * <p><strong>Threading:</strong> implementations are as immutable as exceptions are.
 *
 * @since 0.1
 */
public interface DataFailure {
    /**
     * Tells what is known.
     *
     * @return the details
     */
    DataErrorDetails details();

    /**
     * Tells what happened.
     *
     * @return the kind
     */
    default DataErrorKind kind() {
        return details().kind();
    }

    /**
     * Tells what may be done.
     *
     * @return the advice
     */
    default RetryAdvice advice() {
        return details().advice();
    }

    /**
     * Tells whether the same whole transaction may be repeated without a proof.
     *
     * @return see {@link DataErrorDetails#isRetryable()}
     */
    default boolean isRetryable() {
        return details().isRetryable();
    }
}
