package io.holdfast.error;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one failure. Holds names only, never a URL or a secret.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @param kind what happened
 * @param advice what may be done; for {@link DataErrorKind#OUTCOME_UNKNOWN} always {@link RetryAdvice#VERIFY_FIRST}
 * @param call the call that failed
 * @param tenant the id of the tenant, or null when there was none or it is not known
 * @param dataSource the name of the data source, or null when not known
 * @param node the name of the node, or null when not known
 * @param sqlState the SQLSTATE that decided, or null when there was none
 * @param vendorCode the vendor code that belongs to it; 0 when there was none
 * @param attempt which attempt of the transaction failed, from 1
 * @since 0.1
 */
public record DataErrorDetails(
        DataErrorKind kind,
        RetryAdvice advice,
        FailedCall call,
        @Nullable String tenant,
        @Nullable String dataSource,
        @Nullable String node,
        @Nullable String sqlState,
        int vendorCode,
        int attempt)
        implements Serializable {

    /**
     * Checks the parts.
     *
     * @param kind what happened
     * @param advice what may be done
     * @param call the call that failed
     * @param tenant the id of the tenant
     * @param dataSource the name of the data source
     * @param node the name of the node
     * @param sqlState the SQLSTATE that decided
     * @param vendorCode the vendor code that belongs to it
     * @param attempt which attempt of the transaction failed
     * @throws IllegalArgumentException when an unknown outcome carries another advice than to verify, or the attempt
     *     is less than 1
     */
    public DataErrorDetails {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(call, "call");
        if (kind == DataErrorKind.OUTCOME_UNKNOWN && advice != RetryAdvice.VERIFY_FIRST) {
            throw new IllegalArgumentException("The advice for OUTCOME_UNKNOWN must be VERIFY_FIRST, not " + advice);
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
        }
    }

    /**
     * Makes details of which only the kind is known: the kind's own advice, an unknown call, attempt 1.
     *
     * @param kind what happened
     * @return the details
     */
    public static DataErrorDetails of(DataErrorKind kind) {
        return of(kind, FailedCall.UNKNOWN);
    }

    /**
     * Makes details of which only the kind and the call are known.
     *
     * @param kind what happened
     * @param call the call that failed
     * @return the details, with the kind's own advice and attempt 1
     */
    public static DataErrorDetails of(DataErrorKind kind, FailedCall call) {
        return new DataErrorDetails(kind, kind.advice(), call, null, null, null, null, 0, 1);
    }

    /**
     * Tells the same failure with the place where it happened.
     *
     * @param tenant the id of the tenant, or null
     * @param dataSource the name of the data source, or null
     * @param node the name of the node, or null
     * @return details that differ in these three
     */
    public DataErrorDetails at(@Nullable String tenant, @Nullable String dataSource, @Nullable String node) {
        return new DataErrorDetails(kind, advice, call, tenant, dataSource, node, sqlState, vendorCode, attempt);
    }

    /**
     * Tells whether the same whole transaction may be repeated without a proof. True when the kind says so and the
     * advice of this one failure does not forbid it.
     *
     * @return never true for {@link DataErrorKind#OUTCOME_UNKNOWN}
     */
    public boolean isRetryable() {
        return kind.isRetryable() && advice != RetryAdvice.VERIFY_FIRST && advice != RetryAdvice.DO_NOT_RETRY;
    }
}
