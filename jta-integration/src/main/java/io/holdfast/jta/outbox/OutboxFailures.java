package io.holdfast.jta.outbox;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import java.util.Collection;

/** What the outbox says to who publishes: messages HOLDF00600 to HOLDF00619. */
final class OutboxFailures {
    private OutboxFailures() {}

    static DataException noTransaction(String type) {
        return usage(
                "HOLDF00600: Event '" + type + "' was not published: there is no transaction that it could leave with."
                        + " Publish inside @Transactional, or set 'holdfast.outbox.without-transaction=own' to give such events a"
                        + " transaction of their own.");
    }

    static DataException notActive(String type) {
        return usage("HOLDF00601: Event '" + type
                + "' was not published: the transaction is marked for rollback, has timed out"
                + " or is over, so it would never be delivered. Begin a new transaction.");
    }

    static DataException notJoined(String type, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.ACQUIRE);
        return new DataException(
                "HOLDF00616: Event '" + type + "' was not published: the transaction does not take part. "
                        + known.getMessage(),
                known.details(),
                cause);
    }

    static DataException refused(String type, DataException cause) {
        return new DataException(
                "HOLDF00602: Event '" + type
                        + "' was not published, since it cannot be written where the transaction writes: "
                        + cause.getMessage(),
                cause.details(),
                cause);
    }

    static DataException otherDataSource(String type, String first, String second) {
        return usage("HOLDF00603: Event '" + type + "' for " + second
                + " was not published: the transaction has published for "
                + first
                + " before, and one transaction writes one outbox. Use a method with @Transactional(REQUIRES_NEW) for"
                + " the other one.");
    }

    static DataException unknownChannel(String type, String channel, Collection<String> known) {
        return usage("HOLDF00606: Event '" + type + "' was not published: there is no channel '" + channel + "', only "
                + String.join(", ", known) + ". Name one of these, or add 'holdfast.outbox.channel." + channel
                + ".publisher'.");
    }

    static DataException tooLong(String type, int length, int limit) {
        return new DataException(
                "HOLDF00607: Event '" + type + "' was not published: its payload has " + length + " bytes, and"
                        + " 'holdfast.outbox.max-payload' allows " + limit + ". Publish a reference to what is big.",
                DataErrorDetails.of(DataErrorKind.STATEMENT));
    }

    static DataException notWritten(String dataSource, int events, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.STATEMENT_IN_TRANSACTION);
        return new DataException(
                "HOLDF00608: " + events + " event(s) could not be written to the outbox of " + dataSource
                        + "; the transaction is rolled back and nothing is delivered. " + known.getMessage(),
                known.details(),
                cause);
    }

    static DataException disabled() {
        return usage(
                "HOLDF00609: The outbox is switched off: 'holdfast.outbox.enabled' is false. Set it to auto or true.");
    }

    static DataException unusable(String problem) {
        return new DataException(problem, DataErrorDetails.of(DataErrorKind.CONFIG));
    }

    static DataException stopped() {
        return usage("HOLDF00610: The outbox is not started: the application is starting or shutting down.");
    }

    static DataException adminFailed(String dataSource, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.UNKNOWN);
        return new DataException(
                "HOLDF00613: The outbox of data source '" + dataSource + "' could not be asked. " + known.getMessage(),
                known.details(),
                cause);
    }

    static DataException ownTransactionFailed(String type, Exception cause) {
        DataErrorDetails details = DataErrors.classify(cause, null, FailedCall.JTA_COMMIT);
        return new DataException(
                "HOLDF00614: Event '" + type
                        + "' got a transaction of its own, which did not commit. See the cause and the"
                        + " kind of this error: if the outcome is unknown, the event may be delivered.",
                details,
                cause);
    }

    static DataException databaseNotReady(String dataSource, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.UNKNOWN);
        return new DataException(
                "HOLDF00618: The outbox of data source '" + dataSource + "' is not ready. " + known.getMessage(),
                known.details(),
                cause);
    }

    private static DataException usage(String message) {
        return new DataException(message, DataErrorDetails.of(DataErrorKind.USAGE));
    }
}
