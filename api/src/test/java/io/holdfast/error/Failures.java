package io.holdfast.error;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Exceptions as drivers throw them. */
final class Failures {
    private Failures() {}

    static SQLException state(String state) {
        return new SQLException("from the server", state);
    }

    static SQLException code(int code, @Nullable String state) {
        return new SQLException("from the server", state, code);
    }

    /** An exception whose type is all it says. */
    static SQLException typed(String type) {
        return typed(type, null, 0);
    }

    static SQLException typed(@Nullable String type, @Nullable String state, int code) {
        String reason = "from the server";
        return switch (type == null ? "" : type) {
            case "Recoverable" -> new SQLRecoverableException(reason, state, code);
            case "NonTransientConnection" -> new SQLNonTransientConnectionException(reason, state, code);
            case "TransientConnection" -> new SQLTransientConnectionException(reason, state, code);
            case "TransactionRollback" -> new SQLTransactionRollbackException(reason, state, code);
            case "Timeout" -> new SQLTimeoutException(reason, state, code);
            case "Transient" -> new SQLTransientException(reason, state, code);
            case "NonTransient" -> new SQLNonTransientException(reason, state, code);
            case "IntegrityConstraintViolation" -> new SQLIntegrityConstraintViolationException(reason, state, code);
            case "Data" -> new SQLDataException(reason, state, code);
            case "SyntaxError" -> new SQLSyntaxErrorException(reason, state, code);
            case "FeatureNotSupported" -> new SQLFeatureNotSupportedException(reason, state, code);
            case "InvalidAuthorizationSpec" -> new SQLInvalidAuthorizationSpecException(reason, state, code);
            case "Batch" -> new BatchUpdateException(reason, state, code, new int[0]);
            case "" -> new SQLException(reason, state, code);
            default -> throw new IllegalArgumentException(type);
        };
    }

    static SQLException withNext(SQLException top, SQLException next) {
        top.setNextException(next);
        return top;
    }

    static <T extends Throwable> T withCause(T top, Throwable cause) {
        top.initCause(cause);
        return top;
    }

    static <T extends Throwable> T withSuppressed(T top, Throwable suppressed) {
        top.addSuppressed(suppressed);
        return top;
    }
}
