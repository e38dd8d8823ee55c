package io.holdfast.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The unchecked root of Holdfast's failures. The original exception is the cause, unmodified.
 *
 * <pre>{@code
 * } catch (DataException e) {
 *     if (e.kind() == DataErrorKind.DUPLICATE) {
 *         return alreadyDone();
 *     }
 *     throw e;
 * }
 * }</pre>
 *
 * <p><strong>Threading:</strong> as any exception; the details are immutable.
 *
 * @since 0.1
 */
public class DataException extends RuntimeException implements DataFailure {
    private static final long serialVersionUID = 1L;

    private final DataErrorDetails details;

    /**
     * Makes a failure without a cause.
     *
     * @param message what failed, where, what was expected, what to do; never a secret
     * @param details what is known
     */
    public DataException(String message, DataErrorDetails details) {
        this(message, details, null);
    }

    /**
     * Makes a failure.
     *
     * @param message what failed, where, what was expected, what to do; never a secret
     * @param details what is known
     * @param cause the original exception, or null
     */
    public DataException(String message, DataErrorDetails details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = Objects.requireNonNull(details, "details");
    }

    @Override
    public DataErrorDetails details() {
        return details;
    }
}
