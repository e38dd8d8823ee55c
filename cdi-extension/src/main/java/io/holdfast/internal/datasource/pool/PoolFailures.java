package io.holdfast.internal.datasource.pool;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import java.sql.SQLException;

/** The exceptions of this package. Never a URL or a secret; who wanted the connection is told further up. */
final class PoolFailures {

    private PoolFailures() {}

    static SQLException registryClosed(String dataSource, String node) {
        return new DataSQLException(
                "HOLDF00300: Data source '" + dataSource
                        + "' is closed: the application is shutting down. No connection was taken.",
                DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE).at(null, dataSource, node));
    }

    static SQLException noDriver(String dataSource, String node) {
        return new DataSQLException(
                "HOLDF00301: No JDBC driver for node '" + node + "' of data source '" + dataSource
                        + "'. Put the driver on the class path, or name its class with the key 'driver' of the node.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.CONNECT).at(null, dataSource, node));
    }
}
