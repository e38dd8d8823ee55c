package io.holdfast.jta;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this module says: messages HOLDF00550 to HOLDF00599.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class JtaMessages {
    private static final Logger LOG = System.getLogger("io.holdfast.jta");
    private static final String REMEDY =
            "A local connection cannot vote on a commit. Keep this transaction to one data source,"
                    + " use REQUIRES_NEW for the other one, or let the node name an XA data source of the container"
                    + " ('holdfast.datasource.<name>.primary.jndi').";

    private JtaMessages() {}

    static SQLException enlistmentRefused(String resource, Throwable cause) {
        return new DataSQLException(
                "HOLDF00551: The transaction manager does not let " + resource + " take part in the transaction, which"
                        + " can only roll back now. It was finished, timed out or marked for rollback before:"
                        + " begin a new transaction.",
                DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE),
                cause);
    }

    static SQLException secondResource(String first, String second) {
        return new DataSQLException(
                "HOLDF00552: " + second + " cannot take part in a transaction that already holds " + first
                        + "; the transaction can only roll back now. " + REMEDY,
                DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE),
                null);
    }

    static String vetoed(String resource) {
        String message = "HOLDF00553: " + resource + " shares its transaction with another resource and was rolled back"
                + " instead of prepared. " + REMEDY;
        LOG.log(Level.WARNING, message);
        return message;
    }

    static String rolledBackAtCommit(String resource) {
        return "HOLDF00554: The commit of " + resource + " failed; the transaction was rolled back. See the cause.";
    }

    static String outcomeUnknown(String resource) {
        return "HOLDF00555: The answer to the commit of " + resource
                + " got lost: it may or may not have been committed." + " Look for its effect before you repeat it.";
    }

    static void outcomeUnknown(String message, Throwable cause) {
        LOG.log(Level.ERROR, message, cause);
    }

    static void rollbackFailed(String resource, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00556: The rollback of " + resource
                        + " failed. Nothing was committed; its connection must not be used" + " again.",
                cause);
    }

    static DataException registryMissing(List<String> tried) {
        return new DataException(
                "HOLDF00557: There is a transaction, but no TransactionSynchronizationRegistry to take part in it. Tried: "
                        + String.join("; ", tried) + ". Make one available as a CDI bean or under"
                        + " java:comp/TransactionSynchronizationRegistry.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.ACQUIRE));
    }

    static void managerMissing(List<String> tried) {
        LOG.log(
                Level.DEBUG,
                () -> "HOLDF00558: No transaction manager found, connections do not take part in transactions. Tried: "
                        + String.join("; ", tried));
    }

    static SQLException completionRefused(@Nullable Throwable cause) {
        return new DataSQLException(
                "HOLDF00559: The transaction does not accept a synchronization any more: it is being completed or is"
                        + " suspended. Begin a new transaction.",
                DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE),
                cause);
    }

    static DataException scopesMissing(String place) {
        return new DataException(
                "HOLDF00560: " + place
                        + " is transactional, but there is no single bean of type io.holdfast.spi.IntentScopes"
                        + " to tell it to. Add holdfast-cdi-extension to the application, or remove"
                        + " holdfast-jta-integration.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.ACQUIRE));
    }

    static DataException noTransactions(String place, List<String> tried) {
        return new DataException(
                "HOLDF00563: " + place
                        + " is transactional, but there is no transaction manager: nothing would be rolled"
                        + " back. It was not called. Tried: " + String.join("; ", tried)
                        + ". Run in a server with Jakarta Transactions, or add Narayana (narayana-jta and"
                        + " jboss-transaction-spi) on Java SE.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.ACQUIRE));
    }

    static void markFailed(Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00561: The transaction could not be marked for rollback, it has most likely ended already.",
                cause);
    }

    static DataException managerFailed(Throwable cause) {
        return new DataException(
                "HOLDF00562: The transaction manager does not tell the state of the current transaction. No connection is"
                        + " handed out, since it might miss the transaction. See the cause.",
                DataErrorDetails.of(DataErrorKind.OTHER, FailedCall.ACQUIRE),
                cause);
    }
}
