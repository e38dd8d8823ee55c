package io.holdfast.internal.datasource.pool;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.holdfast.NodeRole;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.ErrorDialect;
import io.holdfast.error.FailedCall;
import io.holdfast.internal.routing.Node;
import java.sql.SQLException;
import java.sql.SQLWarning;

/**
 * Hears of every exception on a connection of one node: tells the pool which connections are dead, and the node's health that
 * it lost one.
 *
 * <p><strong>Threading:</strong> thread-safe; called on the thread that used the connection.
 */
final class NodeExceptionSorter implements ExceptionSorter {

    /** What a source of connections is told beside the node's health. */
    interface Doubts {

        /** Somebody saw signs of another role: every connection is asked again before its next use. */
        void doubtRole();

        /** Tells whether what the calling thread hears of a closed connection is our own doing. */
        boolean isDiscarding();
    }

    private final String dataSource;
    private final Node node;
    private final ErrorDialect dialect;
    private final Doubts doubts;

    NodeExceptionSorter(String dataSource, Node node, ErrorDialect dialect, Doubts doubts) {
        this.dataSource = dataSource;
        this.node = node;
        this.dialect = dialect;
        this.doubts = doubts;
    }

    @Override
    public boolean isFatal(SQLException failure) {
        if (failure instanceof SQLWarning || !DataErrors.isConnectionFatal(failure, dialect)) {
            return false;
        }
        DataErrorKind kind = DataErrors.classify(failure, dialect, FailedCall.STATEMENT_IN_TRANSACTION)
                .kind();
        if (kind == DataErrorKind.WRONG_ROLE) {
            // Also what a write on a read-only session looks like: no reason to close anything before the node was
            // asked.
            doubts.doubtRole();
            return false;
        }
        // A stale plan costs the connection too, and says nothing about the node; nor does a connection that we cut
        // off.
        boolean lost = kind == DataErrorKind.CONNECTION_LOST && !doubts.isDiscarding();
        if (lost && node.role() == NodeRole.REPLICA) {
            ReplicaOutages.failed(dataSource, node, failure);
        }
        return true;
    }
}
