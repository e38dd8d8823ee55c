package io.holdfast.internal.datasource.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A connection of the server for one borrow. The physical one is the server's and outlives it.
 *
 * <p><strong>Threading:</strong> see {@link Session}.
 */
final class ServerSession extends Session {

    private final boolean managed;
    private final ServerConnections.Seen seen;
    private volatile boolean doomed;

    /**
     * Wraps a handle.
     *
     * @param handle what the server gave out; everything that the database does goes through it, so that the server sees it
     * @param raw the driver's connection below it, to be asked only; the handle itself if it is not shown
     * @param seen what is known of the physical connection
     * @param managed whether the server has made it part of the running transaction
     */
    ServerSession(Connection handle, Connection raw, ServerConnections.Seen seen, boolean managed) {
        super(raw, seen.firstSeenNanos());
        this.managed = managed;
        this.seen = seen;
        borrowedAs(handle);
    }

    @Override
    public boolean isManaged() {
        return managed;
    }

    @Override
    public void neverLendAgain(Connection handle) {
        doomed = true;
    }

    boolean isDoomed() {
        return doomed;
    }

    ServerConnections.Seen seen() {
        return seen;
    }

    /** Runs an action that must not wait for ever, with the server's own time-out back in force afterwards. */
    void bounded(Duration bound, SqlAction action) throws SQLException {
        int usual = wrapper().getNetworkTimeout();
        bounded(wrapper(), millis(bound), usual, action);
    }
}
