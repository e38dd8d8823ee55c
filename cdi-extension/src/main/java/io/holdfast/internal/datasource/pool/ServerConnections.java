package io.holdfast.internal.datasource.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the physical connections behind a data source of the server, which hands out a new handle at each borrow.
 *
 * <p>Where the server does not show the physical connection, each borrow looks like a new one: checks are made again then, and a
 * unit of work does not trust a replica twice. That costs, and is safe.
 *
 * <p><strong>Threading:</strong> thread-safe. Keeps nothing alive.
 */
final class ServerConnections {

    private final Map<Connection, Seen> known = new WeakHashMap<>();

    /** The driver's connection below a handle, or the handle. */
    static Connection driverConnection(Connection handle) {
        try {
            Connection unwrapped = handle.unwrap(Connection.class);
            Connection found = unwrapped == handle ? handle.getMetaData().getConnection() : unwrapped;
            return found == null ? handle : found;
        } catch (SQLException | RuntimeException e) {
            // Nothing that follows depends on it.
            return handle;
        }
    }

    Seen seen(@Nullable Connection physical, long nowNanos) {
        if (physical == null) {
            return new Seen(nowNanos);
        }
        synchronized (known) {
            return known.computeIfAbsent(physical, any -> new Seen(nowNanos));
        }
    }

    /** One physical connection. */
    static final class Seen {

        private final long firstSeenNanos;
        private volatile int checkedRoleEpoch = -1;

        private Seen(long nowNanos) {
            firstSeenNanos = nowNanos;
        }

        long firstSeenNanos() {
            return firstSeenNanos;
        }

        boolean isRoleChecked(int epoch) {
            return checkedRoleEpoch == epoch;
        }

        void roleChecked(int epoch) {
            checkedRoleEpoch = epoch;
        }
    }
}
