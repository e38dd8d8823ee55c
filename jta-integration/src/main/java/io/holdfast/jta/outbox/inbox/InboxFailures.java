package io.holdfast.jta.outbox.inbox;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;

/** What is wrong with the use of the inbox: messages HOLDF00611, 612, 615 and 619. */
final class InboxFailures {

    private InboxFailures() {}

    static DataException inboxWithoutTransaction(String consumer) {
        return usage("HOLDF00611: The inbox cannot remember a message for consumer '" + consumer + "' without an active"
                + " transaction: nothing would tie the memory to the work. Call it inside @Transactional.");
    }

    static DataException inboxFailed(String consumer, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.STATEMENT_IN_TRANSACTION);
        return new DataException(
                "HOLDF00612: The inbox could not remember a message for consumer '" + consumer + "'. "
                        + known.getMessage(),
                known.details(),
                cause);
    }

    static DataException notIdempotent(String method) {
        return usage(
                "HOLDF00615: " + method + " is @Idempotent, but no parameter tells the message: it needs one of type"
                        + " OutboxEvent, or one with @Idempotent.MessageId that is not null. It was not called.");
    }

    static DataException databaseNotReady(String dataSource, SQLException cause) {
        DataException known = DataErrors.translate(cause, null, FailedCall.UNKNOWN);
        return new DataException(
                "HOLDF00619: The inbox of data source '" + dataSource + "' is not ready. " + known.getMessage(),
                known.details(),
                cause);
    }

    private static DataException usage(String message) {
        return new DataException(message, DataErrorDetails.of(DataErrorKind.USAGE));
    }
}
