package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What dialects say: messages of the block HOLDF00650 to HOLDF00659, which they share with the store.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class DialectMessages {

    private static final Logger LOG = System.getLogger(DialectMessages.class.getName());

    private DialectMessages() {}

    static void secondSearchFailed(Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "A second look for due events failed; those of the first are delivered. The next round looks again, and says"
                        + " so if it fails.",
                cause);
    }

    static DataException unknownDialect(String dialect) {
        return new DataException(
                "HOLDF00650: There is no outbox for the dialect '" + dialect
                        + "'; there is one for 'postgresql', 'mysql',"
                        + " 'mariadb' and 'h2'. Name one of these in 'holdfast.datasource.<name>.dialect', provide an"
                        + " OutboxStore.Factory for it, or switch the outbox off.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN));
    }

    static SQLException lockTimedOut(String location, Duration wait, @Nullable Throwable cause) {
        return new DataSQLException(
                "HOLDF00652: The outbox tables at " + location + " could not be created within " + wait.toMillis()
                        + " ms, since somebody else holds the lock: most likely another node that creates them. Try again;"
                        + " if it stays so, look for a session that hangs there.",
                DataErrorDetails.of(DataErrorKind.TIMED_OUT, FailedCall.UNKNOWN),
                cause);
    }

    static SQLException noHomeDatabase() {
        return config(
                "HOLDF00654: The login has no database of its own, so there is no place for the outbox tables."
                        + " Name one in 'holdfast.datasource.<name>.primary.url'.",
                null);
    }

    private static SQLException config(String message, @Nullable Throwable cause) {
        return new DataSQLException(message, DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.UNKNOWN), cause);
    }
}
