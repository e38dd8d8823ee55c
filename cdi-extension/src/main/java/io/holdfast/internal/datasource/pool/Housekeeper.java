package io.holdfast.internal.datasource.pool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a registry: closes idle pools, and does what else is to be looked at now and then. It exists only while a pool is
 * open, so that ten thousand tenants that nobody uses cost no thread.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Housekeeper {

    private final Duration interval;
    private final Set<NodePool> pools = ConcurrentHashMap.newKeySet();
    private final Runnable chore;
    private @Nullable ScheduledExecutorService executor;

    /**
     * Makes a housekeeper. Starts nothing.
     *
     * @param interval how often idle pools are looked for
     * @param chore what else is to be done in each round
     */
    public Housekeeper(Duration interval, Runnable chore) {
        this.interval = interval;
        this.chore = chore;
    }

    synchronized void watch(NodePool pool) {
        pools.add(pool);
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "holdfast-housekeeper");
                thread.setDaemon(true);
                return thread;
            });
            long nanos = interval.toNanos();
            executor.scheduleWithFixedDelay(this::tidy, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    synchronized void unwatch(NodePool pool) {
        pools.remove(pool);
        if (pools.isEmpty()) {
            stop();
        }
    }

    /** One round. An exception would end all further rounds, so each pool's is logged here. */
    void tidy() {
        for (NodePool pool : pools) {
            try {
                pool.closeIfIdle();
            } catch (RuntimeException e) {
                PoolMessages.housekeepingFailed(pool.node().name(), e);
            }
        }
        chore.run();
    }

    /** Ends the thread. */
    public synchronized void stop() {
        if (executor != null) {
            // Not shutdownNow: the thread may be here itself, closing the last pool, and must not do that interrupted.
            executor.shutdown();
            executor = null;
        }
    }
}
