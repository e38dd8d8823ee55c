package io.holdfast.internal.datasource.pool;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import io.holdfast.internal.config.NodeConfig.ServerName;
import io.holdfast.internal.dialect.Dialect;
import java.sql.SQLException;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a data source of the server. Its name may be shown; what is behind it is not known. */
final class ServerFailures {

    private ServerFailures() {}

    static SQLException noDataSource(String dataSource, String node, NamingException cause) {
        return failure(dataSource, node, String.valueOf(cause.getMessage()), DataErrorKind.CONFIG, cause);
    }

    static SQLException notEnlisted(String dataSource, String node, ServerName place) {
        return failure(
                dataSource,
                node,
                "HOLDF00361: Node '" + node + "' of data source '" + dataSource
                        + "' was asked for inside a transaction, but '"
                        + place.name() + "' ('" + place.key()
                        + "') gave a connection that is not part of it: what is written would survive a rollback. Nothing was"
                        + " sent. Let the server's data source take part in transactions (on WildFly jta=true, on Payara without"
                        + " non-transactional-connections).",
                DataErrorKind.CONFIG,
                null);
    }

    static SQLException enlistedReplica(String dataSource, String node, ServerName place) {
        return failure(
                dataSource,
                node,
                "HOLDF00362: Replica '" + node + "' of data source '" + dataSource
                        + "' was read inside a transaction, and '" + place.name() + "' ('" + place.key()
                        + "') made its connection part of it; a replica can take part in no commit. The transaction can only"
                        + " roll back. Take the server's data source out of transactions (on WildFly jta=false, on Payara"
                        + " non-transactional-connections=true), or use 'url' for replicas.",
                DataErrorKind.USAGE,
                null);
    }

    static SQLException unseenTransaction(String dataSource, String node, ServerName place) {
        return failure(
                dataSource,
                node,
                "HOLDF00363: '" + place.name() + "' ('" + place.key() + "') gave node '" + node + "' of data source '"
                        + dataSource
                        + "' a connection with a transaction on it, and Holdfast sees none. If there is one, add"
                        + " holdfast-jta-integration; if not, let the server's data source give connections with autocommit on.",
                DataErrorKind.CONFIG,
                null);
    }

    static SQLException noTransactionSettings(String dataSource, String node, Dialect dialect) {
        return failure(
                dataSource,
                node,
                "HOLDF00364: Node '" + node + "' of data source '" + dataSource
                        + "' cannot be used in this way inside a transaction of the server: " + dialect.name()
                        + " has no read-only mode, schema or variable that ends with the transaction. Read outside of the"
                        + " transaction, or use 'url' for this node.",
                DataErrorKind.CONFIG,
                null);
    }

    private static SQLException failure(
            String dataSource, String node, String message, DataErrorKind kind, @Nullable Throwable cause) {
        return new DataSQLException(
                message, DataErrorDetails.of(kind, FailedCall.ACQUIRE).at(null, dataSource, node), cause);
    }
}
