package io.holdfast.internal.datasource;

import io.holdfast.Route;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataFailure;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import io.holdfast.error.FailureContext;
import io.holdfast.error.RetryAdvice;
import io.holdfast.internal.datasource.pool.ConnectionSource;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The exceptions of this package: what failed, for whom, what was expected, what to do. Never a URL or a secret. */
final class Failures {

    private static final String ANOTHER_TRANSACTION =
            " Use a method with @Transactional(REQUIRES_NEW) for the other one, or do it outside the transaction.";

    private Failures() {}

    static SQLException notAcquired(TenantTarget target, Route route, ConnectionSource source, Exception cause) {
        if (cause instanceof UncheckedIOException) {
            return acquisition(
                    DataErrorKind.CONFIG,
                    target,
                    route.node(),
                    cause,
                    "HOLDF00313: No connection to node '" + route.node() + "' for " + target.description()
                            + ": its password file cannot be read. Check the key 'password-file' and the file's permissions.");
        }
        boolean fromPool = !hasSqlState(cause);
        if (fromPool && Thread.currentThread().isInterrupted()) {
            return acquisition(
                    DataErrorKind.TIMED_OUT,
                    target,
                    route.node(),
                    cause,
                    "HOLDF00314: The thread was interrupted while it waited for a connection to node '" + route.node()
                            + "' for " + target.description() + ". Nothing was sent; the interrupt flag is still set.");
        }
        FailedCall call = fromPool ? FailedCall.ACQUIRE : FailedCall.CONNECT;
        FailureContext context = FailureContext.of(target.settings().dialect().errors(), call)
                .at(target.tenantName(), target.dataSourceName(), route.node());
        DataErrorDetails details =
                DataErrors.classify(cause, target.schema() == null ? context : context.inTenantSchema());
        return new DataSQLException(
                "HOLDF00302: No connection to node '" + route.node() + "' for " + target.description() + ": "
                        + details.kind()
                        + (details.sqlState() == null ? "" : ", SQLSTATE " + details.sqlState()) + "."
                        + advice(details, source),
                details,
                cause);
    }

    private static String advice(DataErrorDetails details, ConnectionSource source) {
        if (details.kind() != DataErrorKind.OVERLOADED) {
            return " The cause tells what the driver said.";
        }
        if (details.call() == FailedCall.CONNECT) {
            return " Not the pool but the server is full: lower max-size where this server is used, or raise its limit.";
        }
        return source.overloadAdvice();
    }

    /** A server's pool wraps what the driver said in an exception of its own. */
    private static boolean hasSqlState(Throwable failure) {
        int depth = 0;
        for (Throwable link = failure; link != null && depth < 20; link = link.getCause()) {
            if (link instanceof SQLException sql && sql.getSQLState() != null) {
                return true;
            }
            depth++;
        }
        return false;
    }

    static SQLException noReplica(TenantTarget target, Route route) {
        return failure(
                DataErrorKind.CONNECTION_LOST,
                target,
                route.node(),
                "HOLDF00303: No replica is usable for a read of " + target.description()
                        + ", and holdfast.routing.no-replica=fail keeps reads off the primary. Check the replicas.");
    }

    static SQLException writeInReadScope(TenantTarget target, @Nullable String readPlace, @Nullable String writePlace) {
        return failure(
                DataErrorKind.READ_ONLY,
                target,
                null,
                "HOLDF00304: A write was asked for " + target.description()
                        + (writePlace == null ? "" : " by " + writePlace)
                        + " inside the read scope of " + readPlace
                        + ". Nothing was sent. Take @ReadOnly away from it, or write in"
                        + " a method with @Transactional(REQUIRES_NEW).");
    }

    static SQLException writeOnReadRoute(
            TenantTarget target,
            Route route,
            @Nullable String readPlace,
            @Nullable String writePlace,
            SQLException cause) {
        DataErrorDetails details = new DataErrorDetails(
                DataErrorKind.READ_ONLY,
                DataErrorKind.READ_ONLY.advice(),
                FailedCall.UNKNOWN,
                target.tenantName(),
                target.dataSourceName(),
                route.node(),
                cause.getSQLState(),
                cause.getErrorCode(),
                1);
        String places = readPlace == null ? "" : "; the read scope is " + readPlace;
        places += writePlace == null ? "" : ", the transaction is declared by " + writePlace;
        return new DataSQLException(
                "HOLDF00305: A write was refused on a read route of " + target.description() + " (node '" + route.node()
                        + "', "
                        + route.reason() + places
                        + "). Nothing was stored. Write through a DataSource without @ReadRoute, outside"
                        + " @ReadOnly.",
                details,
                cause);
    }

    static SQLException secondTenant(TenantTarget first, TenantTarget second) {
        return failure(
                DataErrorKind.USAGE,
                second,
                null,
                "HOLDF00501: The transaction already works for " + first.description() + " and cannot take in "
                        + second.description() + ": one transaction has one tenant. It was marked for rollback."
                        + ANOTHER_TRANSACTION);
    }

    static SQLException secondDataSource(TenantTarget first, TenantTarget second) {
        return failure(
                DataErrorKind.USAGE,
                second,
                null,
                "HOLDF00502: The transaction already works on " + first.description() + " and cannot take in "
                        + second.description()
                        + ": a pool of Holdfast has local transactions only, and cannot commit together with anything else."
                        + " It was marked for rollback. Use XA data sources of the server for both ('primary.jndi'), or"
                        + " separate them."
                        + ANOTHER_TRANSACTION);
    }

    static SQLException notActive(TenantTarget target) {
        DataErrorDetails details = new DataErrorDetails(
                DataErrorKind.ROLLED_BACK,
                RetryAdvice.CALLER_DECIDES,
                FailedCall.ACQUIRE,
                target.tenantName(),
                target.dataSourceName(),
                null,
                null,
                0,
                1);
        return new DataSQLException(
                "HOLDF00503: No connection for " + target.description()
                        + ": the transaction is marked for rollback or has timed"
                        + " out, whatever is written in it is lost. Leave the transaction.",
                details);
    }

    static SQLException silentRollback(TenantTarget target) {
        DataErrorDetails details = new DataErrorDetails(
                DataErrorKind.ROLLED_BACK,
                RetryAdvice.DO_NOT_RETRY,
                FailedCall.COMMIT,
                target.tenantName(),
                target.dataSourceName(),
                "primary",
                "25P02",
                0,
                1);
        return new DataSQLException(
                "HOLDF00504: The transaction of " + target.description()
                        + " cannot commit: a statement in it failed and the error"
                        + " was swallowed, or it was a checked exception, for which @Transactional commits; the database has already"
                        + " given the transaction up and would report success. Nothing was stored. Let the error through"
                        + " (@Transactional(rollbackOn = SQLException.class)), or roll back to a savepoint.",
                details);
    }

    /** Classified here, where the dialect is known: whether the outcome is unknown hangs on it. */
    static SQLException commitFailed(TenantTarget target, SQLException cause) {
        if (cause instanceof DataFailure) {
            return cause;
        }
        FailureContext context = FailureContext.of(target.settings().dialect().errors(), FailedCall.COMMIT)
                .at(target.tenantName(), target.dataSourceName(), "primary");
        DataErrorDetails details = DataErrors.classify(cause, context);
        return new DataSQLException(
                "HOLDF00508: The commit of " + target.description() + " failed: " + details.kind() + ", SQLSTATE "
                        + details.sqlState() + ". Advice: " + details.advice() + ".",
                details,
                cause);
    }

    static SQLException otherTransaction(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00505: A connection of " + target.description()
                        + " was taken under one transaction (or none) and used under"
                        + " another. Take the connection where it is used.");
    }

    static SQLException otherUnit(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00403: A connection of " + target.description()
                        + " was taken in one unit of work and first used in another,"
                        + " or on a thread without it. Take it where it is used, or run the task through Holdfast.capture().");
    }

    static SQLException transactionEnded(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00506: A connection of " + target.description()
                        + " was used after its transaction ended. Take a new one.");
    }

    static SQLException managed(TenantTarget target, String call) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00507: " + call + " is not allowed on a connection of " + target.description()
                        + " that belongs to a transaction of the container. Leave it to the container.");
    }

    static SQLException readRouteStays(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00306: setReadOnly(false) on a read route of " + target.description()
                        + ". Take a connection without @ReadRoute, outside @ReadOnly.");
    }

    static SQLException readOnlyTooLate(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00307: setReadOnly on a connection of " + target.description()
                        + " that was used already. Call it before the first statement.");
    }

    static SQLException staleReplica(TenantTarget target, Route route) {
        return failure(
                DataErrorKind.USAGE,
                target,
                route.node(),
                "HOLDF00326: A connection of " + target.description() + " to replica '" + route.node()
                        + "' was taken before its unit"
                        + " of work wrote, and would read older data than that. Take a new one.");
    }

    static SQLException tenantSchemaStays(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00308: The schema of " + target.description()
                        + " is fixed by the configuration. Take a connection of the"
                        + " tenant whose schema you want.");
    }

    static SQLException closed(TenantTarget target) {
        return failure(
                DataErrorKind.USAGE,
                target,
                null,
                "HOLDF00309: A connection of " + target.description() + " was used after close().");
    }

    private static SQLException failure(
            DataErrorKind kind, TenantTarget target, @Nullable String node, String message) {
        return new DataSQLException(
                message,
                DataErrorDetails.of(kind, FailedCall.UNKNOWN).at(target.tenantName(), target.dataSourceName(), node));
    }

    private static SQLException acquisition(
            DataErrorKind kind, TenantTarget target, String node, Exception cause, String message) {
        return new DataSQLException(
                message,
                DataErrorDetails.of(kind, FailedCall.ACQUIRE).at(target.tenantName(), target.dataSourceName(), node),
                cause);
    }
}
