package io.holdfast.internal.datasource.background;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;
import java.time.Duration;

/** The exceptions of background work. */
final class BackgroundFailures {

    private BackgroundFailures() {}

    static SQLException noPermit(String database, int permits, Duration waited) {
        return new DataSQLException(
                "HOLDF00370: No connection for background work on data source '" + database + "' after " + waited
                        + ": all " + permits
                        + " of its database server are in use for such work. It is tried again later.",
                DataErrorDetails.of(DataErrorKind.OVERLOADED, FailedCall.ACQUIRE)
                        .at(null, database, null),
                null);
    }

    static SQLException interrupted(String database, InterruptedException cause) {
        return new DataSQLException(
                "HOLDF00371: The thread was interrupted while it waited for background work on data source '" + database
                        + "'. The interrupt flag is set again.",
                DataErrorDetails.of(DataErrorKind.TIMED_OUT, FailedCall.ACQUIRE).at(null, database, null),
                cause);
    }
}
