package io.holdfast.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast's own JDBC objects throw where JDBC asks for an {@code SQLException}. It always has an SQLSTATE: that
 * of the details, or else the one of the kind. Exceptions of a driver are passed on as they are, not wrapped in this.
 *
 * <p><strong>Threading:</strong> as any exception; the details are immutable.
 *
 * @since 0.1
 */
public class DataSQLException extends SQLException implements DataFailure {
    private static final long serialVersionUID = 1L;

    private final DataErrorDetails details;

    /**
     * Makes a failure without a cause.
     *
     * @param message what failed, where, what was expected, what to do; never a secret
     * @param details what is known
     */
    public DataSQLException(String message, DataErrorDetails details) {
        this(message, details, null);
    }

    /**
     * Makes a failure.
     *
     * @param message what failed, where, what was expected, what to do; never a secret
     * @param details what is known
     * @param cause the original exception, or null
     */
    public DataSQLException(String message, DataErrorDetails details, @Nullable Throwable cause) {
        super(message, stateOf(details), details.vendorCode(), cause);
        this.details = details;
    }

    private static String stateOf(DataErrorDetails details) {
        String state = details.sqlState();
        return state == null ? details.kind().sqlState() : state;
    }

    @Override
    public DataErrorDetails details() {
        return details;
    }
}
