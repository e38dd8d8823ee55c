package io.holdfast.internal.datasource.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.pool.wrapper.ConnectionWrapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node's pool, from its first use until it was idle for long enough. Closing the whole pool and opening another
 * one later is how idle connections go away without a timed task, and so without a thread, per pool.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class PoolGeneration implements NodeExceptionSorter.Doubts {

    // Half of what there is: borrowers that still leave must not count it up to a positive number.
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final Map<Connection, PooledSession> sessions = new ConcurrentHashMap<>();
    private final Set<Thread> discarding = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger roleEpoch = new AtomicInteger();
    private volatile long lastUsedNanos;
    private volatile long distrustedNanos;
    private @Nullable AgroalDataSource pool;

    PoolGeneration(long nowNanos) {
        lastUsedNanos = nowNanos;
        distrustedNanos = nowNanos;
    }

    void opened(AgroalDataSource opened) {
        pool = opened;
    }

    AgroalDataSource pool() {
        return Objects.requireNonNull(pool, "pool");
    }

    /** Counts a borrower in. False if the pool is closed: ask for the next generation. */
    boolean enter() {
        int n;
        do {
            n = inUse.get();
            if (n < 0) {
                return false;
            }
        } while (!inUse.compareAndSet(n, n + 1));
        return true;
    }

    void exit(long nowNanos) {
        lastUsedNanos = nowNanos;
        inUse.decrementAndGet();
    }

    /** Lets nobody in any more if it was idle for long. The caller closes it then. */
    boolean retireIfIdle(long nowNanos, long idleNanos) {
        return inUse.get() == 0 && nowNanos - lastUsedNanos >= idleNanos && inUse.compareAndSet(0, CLOSED);
    }

    /** Closes, whoever still holds a connection. */
    void close() {
        inUse.set(CLOSED);
        pool().close();
        // Agroal drops what it was still going to destroy on its own thread: sockets that nobody would close.
        sessions.keySet().forEach(PoolGeneration::abort);
        sessions.clear();
    }

    private static void abort(Connection raw) {
        try {
            raw.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            PoolMessages.abortFailed(e);
        }
    }

    /** Gives a connection that is closed already back to the pool, which forgets it. */
    void discard(ConnectionWrapper wrapper) throws SQLException {
        wrapper.getHandler().setFlushOnly();
        discarding.add(Thread.currentThread());
        try {
            wrapper.close();
        } finally {
            discarding.remove(Thread.currentThread());
        }
    }

    /** Tells whether what the calling thread hears of a closed connection is our own doing. */
    @Override
    public boolean isDiscarding() {
        return discarding.contains(Thread.currentThread());
    }

    void created(Connection raw, long nowNanos) {
        sessions.put(raw, new PooledSession(raw, nowNanos, this));
    }

    void destroyed(Connection raw) {
        sessions.remove(raw);
    }

    PooledSession session(Connection raw) {
        return Objects.requireNonNull(sessions.get(raw), "session");
    }

    Collection<PooledSession> sessions() {
        return sessions.values();
    }

    /** A connection did not answer: those that idle since before it was asked are likely to be as dead, and each would cost a wait. */
    void distrust(long askedNanos) {
        distrustedNanos = askedNanos;
    }

    boolean isDistrusted(PooledSession session) {
        return session.idleSinceNanos() - distrustedNanos < 0;
    }

    int roleEpoch() {
        return roleEpoch.get();
    }

    @Override
    public void doubtRole() {
        roleEpoch.incrementAndGet();
    }
}
