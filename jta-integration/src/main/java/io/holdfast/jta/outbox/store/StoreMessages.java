package io.holdfast.jta.outbox.store;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the store says: messages of the block HOLDF00650 to HOLDF00659, which it shares with its dialects.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class StoreMessages {

    private StoreMessages() {}

    static SQLException newerTables(String location, int version, int known) {
        return config(
                "HOLDF00651: The outbox tables at " + location + " have version " + version
                        + " and do not work with a library that knows version " + known
                        + ". Nothing was changed. Use the newer library on this node too.",
                null);
    }

    static SQLException creationRefused(String location, SQLException cause) {
        return new DataSQLException(
                "HOLDF00653: The outbox tables at " + location
                        + " could not be created. Allow the login to create them,"
                        + " or create them with the files in META-INF/holdfast/outbox of holdfast-jta-integration and set"
                        + " 'holdfast.outbox.schema=external'. See the cause.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN),
                cause);
    }

    static IllegalStateException missingResource(String name, @Nullable Throwable cause) {
        return new IllegalStateException(
                "HOLDF00655: The file " + name + " is missing in holdfast-jta-integration. It is damaged: replace it.",
                cause);
    }

    static SQLException vanished(String messageId) {
        return new DataSQLException(
                "HOLDF00656: The row of event " + messageId
                        + " cannot be found right after it was inserted. Something in the"
                        + " database, such as a trigger, changes or drops rows of the outbox: remove it.",
                DataErrorDetails.of(DataErrorKind.OTHER, FailedCall.STATEMENT_IN_TRANSACTION),
                null);
    }

    private static SQLException config(String message, @Nullable Throwable cause) {
        return new DataSQLException(message, DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN), cause);
    }
}
