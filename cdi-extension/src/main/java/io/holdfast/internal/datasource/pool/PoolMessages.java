package io.holdfast.internal.datasource.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package says in the log. Ids are listed in {@code message-ranges.txt}. */
final class PoolMessages {

    private static final Logger LOG = System.getLogger("io.holdfast.datasource");

    private PoolMessages() {}

    static void returnFailed(String dataSource, String node, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00310: A connection to node '" + node + "' of data source '" + dataSource
                        + "' could not be cleaned when it was returned; it was destroyed. The caller's result is not affected.",
                cause);
    }

    static void serverCloseFailed(String dataSource, String node, Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "The server did not take back a connection to node '" + node + "' of data source '" + dataSource
                        + "'; it may have closed it already.",
                cause);
    }

    static void abortFailed(Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "A connection of a closed pool could not be cut off; the driver may have closed it already.",
                cause);
    }

    static void closedElsewhere(String dataSource, String node) {
        LOG.log(
                Level.WARNING,
                "HOLDF00317: A connection to node '" + node + "' of data source '" + dataSource
                        + "' was closed through an object of the driver or the pool. Close the connection that Holdfast gave out.");
    }

    static void overBudget(String dataSource, int wanted, int limit) {
        LOG.log(
                Level.WARNING,
                "HOLDF00316: The pools of the server of data source '" + dataSource + "' may open " + wanted
                        + " connections together, it takes " + limit
                        + ". Lower max-size, or raise the server's limit.");
    }

    static void housekeepingFailed(String node, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00315: Housekeeping of node '" + node + "' failed; it is tried again in the next round.",
                cause);
    }

    static void nodeSkipped(String dataSource, String node, Throwable cause) {
        LOG.log(
                Level.WARNING,
                "HOLDF00210: Replica '" + node + "' of data source '" + dataSource
                        + "' failed; reads go elsewhere and it is probed now and then. Check the replica.",
                cause);
    }

    static void nodeBack(String dataSource, String node) {
        LOG.log(Level.INFO, "HOLDF00211: Replica '" + node + "' of data source '" + dataSource + "' answers again.");
    }
}
