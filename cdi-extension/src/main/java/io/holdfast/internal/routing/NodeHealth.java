package io.holdfast.internal.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Passive ejection: a node that failed is skipped for some seconds, then one caller tries it.
 *
 * <p><strong>Threading:</strong> thread-safe, lock-free.
 */
public final class NodeHealth {

    private static final long UP = Long.MIN_VALUE;

    private final AtomicLong skipUntil = new AtomicLong(UP);
    private final long probeNanos;
    private final LongSupplier nanoTime;

    /**
     * A node that is up.
     *
     * @param probeInterval how long to skip it after a failure
     * @param nanoTime the clock, of {@link System#nanoTime()}
     */
    public NodeHealth(Duration probeInterval, LongSupplier nanoTime) {
        this.probeNanos = probeInterval.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Tells whether the node is up. Changes nothing.
     *
     * @return true unless it failed and has not answered since
     */
    public boolean isUp() {
        return skipUntil.get() == UP;
    }

    /**
     * Asks to use the node. For a failed one only a single caller per interval is let through.
     *
     * @return true if the caller may try it, and then has to report {@link #succeeded()} or {@link #failed()}
     */
    public boolean tryUse() {
        long until = skipUntil.get();
        if (until == UP) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - until >= 0 && skipUntil.compareAndSet(until, now + probeNanos);
    }

    /** The node answered. */
    public void succeeded() {
        if (skipUntil.get() != UP) {
            skipUntil.set(UP);
        }
    }

    /**
     * The node failed: connecting did, or a connection to it was lost.
     *
     * @return true if it was up until now
     */
    public boolean failed() {
        return skipUntil.getAndSet(nanoTime.getAsLong() + probeNanos) == UP;
    }
}
