package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.routing.Node;
import java.sql.SQLException;

/**
 * Keeps the health of a replica, and tells the log when an outage begins and when it is over.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class ReplicaOutages {

    private ReplicaOutages() {}

    /**
     * The replica failed: connecting did, or a connection to it was lost.
     *
     * @param dataSource name of its data source
     * @param replica the replica
     * @param failure what was heard
     */
    public static void failed(String dataSource, Node replica, SQLException failure) {
        if (replica.health().failed()) {
            PoolMessages.nodeSkipped(dataSource, replica.name(), failure);
        }
    }

    /**
     * The replica gave a connection.
     *
     * @param dataSource name of its data source
     * @param replica the replica
     */
    public static void answered(String dataSource, Node replica) {
        if (!replica.health().isUp()) {
            PoolMessages.nodeBack(dataSource, replica.name());
        }
        replica.health().succeeded();
    }
}
