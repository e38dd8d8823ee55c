package io.holdfast.jta.outbox.store;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the store says: messages HOLDF00650 to HOLDF00659.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class StoreMessages {

    private StoreMessages() {}

    static DataException unknownDialect(String dialect) {
        return new DataException(
                "HOLDF00650: There is no outbox for the dialect '" + dialect
                        + "'; there is one for 'postgresql', 'mysql',"
                        + " 'mariadb' and 'h2'. Name one of these in 'holdfast.datasource.<name>.dialect', provide an"
                        + " OutboxStore.Factory for it, or switch the outbox off.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN));
    }

    static SQLException newerTables(String location, int version, int known) {
        return config(
                "HOLDF00651: The outbox tables at " + location + " have version " + version
                        + " and do not work with a library that knows version " + known
                        + ". Nothing was changed. Use the newer library on this node too.",
                null);
    }

    static SQLException lockTimedOut(String location, Duration wait, @Nullable Throwable cause) {
        return new DataSQLException(
                "HOLDF00652: The outbox tables at " + location + " could not be created within " + wait.toMillis()
                        + " ms, since somebody else holds the lock: most likely another node that creates them. Try again;"
                        + " if it stays so, look for a session that hangs there.",
                DataErrorDetails.of(DataErrorKind.TIMED_OUT, FailedCall.UNKNOWN),
                cause);
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

    static SQLException noHomeDatabase() {
        return config(
                "HOLDF00654: The login has no database of its own, so there is no place for the outbox tables."
                        + " Name one in 'holdfast.datasource.<name>.primary.url'.",
                null);
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
