package io.holdfast.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kind of any failure.
 *
 * @since 0.1
 */
public final class DataErrors {
    private DataErrors() {}

    /**
     * Classifies a failure of which nothing else is known.
     *
     * @param failure any exception
     * @return what is known
     */
    public static DataErrorDetails classify(Throwable failure) {
        return classify(failure, null, FailedCall.UNKNOWN);
    }

    /**
     * Classifies a failure.
     *
     * @param failure any exception
     * @param dialect whose codes to read; null to guess from the exception
     * @param call the call that failed
     * @return what is known
     */
    public static DataErrorDetails classify(Throwable failure, @Nullable ErrorDialect dialect, FailedCall call) {
        return classify(failure, FailureContext.of(dialect, call));
    }

    /**
     * Classifies a failure.
     *
     * @param failure any exception
     * @param context what else is known
     * @return what is known
     */
    public static DataErrorDetails classify(Throwable failure, FailureContext context) {
        return DataErrorDetails.of(DataErrorKind.OTHER, context.call());
    }

    /**
     * Translates a failure.
     *
     * @param failure any exception
     * @param dialect whose codes to read; null to guess from the exception
     * @param call the call that failed
     * @return the exception to throw
     */
    public static DataException translate(Throwable failure, @Nullable ErrorDialect dialect, FailedCall call) {
        return translate(failure, FailureContext.of(dialect, call));
    }

    /**
     * Translates a failure.
     *
     * @param failure any exception
     * @param context what else is known
     * @return the exception to throw
     */
    public static DataException translate(Throwable failure, FailureContext context) {
        return new DataException("Database access failed", classify(failure, context), failure);
    }

    /**
     * Tells whether the connection must be destroyed.
     *
     * @param failure what the driver threw
     * @param dialect whose codes to read
     * @return true when it is dead or of the wrong role
     */
    public static boolean isConnectionFatal(SQLException failure, ErrorDialect dialect) {
        return false;
    }
}
