package io.holdfast.error;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Reads one {@code SQLException} without looking at its neighbours. */
final class SqlFindings {
    private SqlFindings() {}

    /** Vendor code, exact SQLSTATE, then its class; the code wins over the type because drivers pick types loosely. */
    static @Nullable Finding byCode(SQLException e, ErrorDialect dialect) {
        String state = e.getSQLState();
        int code = e.getErrorCode();
        Finding found = switch (dialect) {
            case POSTGRESQL -> PostgresqlCodes.find(e, state);
            case MYSQL -> MysqlCodes.find(e, state, code);
            case H2 -> H2Codes.find(code);
            case ORACLE -> OracleCodes.find(code);
            case SQLSERVER -> SqlServerCodes.find(code);
            case GENERIC -> null;
        };
        if (found != null) {
            return found;
        }
        return "08001".equals(state) && isUnknownDriver(e) ? Finding.CONFIG : StandardStates.find(state);
    }

    /** The driver manager answers an URL that no driver knows with "cannot connect"; only the thrower tells. */
    private static boolean isUnknownDriver(SQLException e) {
        if (e.getClass() != SQLException.class) {
            return false;
        }
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals("java.sql.DriverManager");
    }

    static @Nullable Finding byType(SQLException e) {
        if (e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException) {
            return Finding.LOST;
        }
        if (e instanceof SQLTransactionRollbackException) {
            return Finding.ROLLED_BACK;
        }
        if (e instanceof SQLTimeoutException) {
            return Finding.STOPPED_WAITING;
        }
        return e instanceof SQLTransientException ? Finding.ROLLED_BACK : byPermanentType(e);
    }

    private static @Nullable Finding byPermanentType(SQLException e) {
        if (e instanceof SQLIntegrityConstraintViolationException || e instanceof SQLDataException) {
            return Finding.CONSTRAINT;
        }
        if (e instanceof SQLSyntaxErrorException || e instanceof SQLFeatureNotSupportedException) {
            return Finding.STATEMENT;
        }
        return e instanceof SQLInvalidAuthorizationSpecException ? Finding.AUTH : null;
    }

    static @Nullable Finding find(SQLException e, ErrorDialect dialect) {
        Finding found = byCode(e, dialect);
        return found != null ? found : byType(e);
    }
}
