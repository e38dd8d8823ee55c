package io.holdfast.internal.datasource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final Set<NodePool> recent = new LinkedHashSet<>();

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
        synchronized (recent) {
            recent.remove(pool);
            recent.add(pool);
        }
        trim(PERMITS - 1);
    }

    /** Leaves no more connections open than may rest. */
    void used() {
        trim(PERMITS);
    }

    private void trim(int atMost) {
        List<NodePool> oldestFirst;
        synchronized (recent) {
            recent.removeIf(pool -> !pool.isOpen() && pool.size() == 0 && recent.size() > PERMITS);
            oldestFirst = new ArrayList<>(recent);
        }
        int open = oldestFirst.stream().mapToInt(NodePool::size).sum();
        // The last one is the one in use.
        for (int i = 0; i < oldestFirst.size() - 1 && open > atMost; i++) {
            NodePool pool = oldestFirst.get(i);
            open -= pool.size();
            pool.closeIfIdleFor(Duration.ZERO);
            open += pool.size();
        }
    }
}
