package io.holdfast.internal.datasource.background;

import io.holdfast.internal.datasource.pool.NodePool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What background work may use of one database server: a few connections in all, however many databases it has. The pools that were
 * not used for longest are closed when there are more.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class BackgroundServer {

    static final int PERMITS = 4;

    private final Semaphore permits = new Semaphore(PERMITS, true);
    // Least recently used first, with how many use it at this moment.
    private final Map<NodePool, Integer> users = new LinkedHashMap<>();

    /** Waits for the right to use a connection. */
    void acquire(String database, Duration atMost) throws SQLException {
        try {
            if (!permits.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw BackgroundFailures.noPermit(database, PERMITS, atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackgroundFailures.interrupted(database, e);
        }
    }

    void release() {
        permits.release();
    }

    /** Makes the pool the most recently used one, and room for one more connection. */
    void using(NodePool pool) {
        synchronized (users) {
            Integer others = users.remove(pool);
            users.put(pool, others == null ? 1 : others + 1);
            trim();
        }
    }

    /** Leaves no more connections open than may rest. */
    void used(NodePool pool) {
        synchronized (users) {
            users.merge(pool, -1, Integer::sum);
            trim();
        }
    }

    // Whoever uses a pool may be about to open it.
    private void trim() {
        int open = users.entrySet().stream()
                .mapToInt(use -> Math.max(use.getKey().size(), use.getValue()))
                .sum();
        Iterator<Map.Entry<NodePool, Integer>> oldestFirst = users.entrySet().iterator();
        while (open > PERMITS && oldestFirst.hasNext()) {
            Map.Entry<NodePool, Integer> use = oldestFirst.next();
            if (use.getValue() == 0) {
                open -= use.getKey().size();
                use.getKey().closeIfIdleFor(Duration.ZERO);
                oldestFirst.remove();
            }
        }
    }
}
