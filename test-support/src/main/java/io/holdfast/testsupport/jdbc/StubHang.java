package io.holdfast.testsupport.jdbc;

import io.holdfast.testsupport.Await;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls that hang. They go on when released, and end early as with a real driver: by {@code Connection.abort} or
 * {@code close} from another thread, by the connection's network time-out (both SQLSTATE 08006), by the statement's
 * query time-out (57014); and, kinder than real drivers, by an interrupt (08006, the flag stays set).
 *
 * <p><b>Threading:</b> safe.
 */
public final class StubHang implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Not a monitor: virtual threads of older Java versions would pin their carrier.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean released;
    private int hanging;

    StubHang() {}

    /** Returns when at least so many calls hang at the same time, within 20 seconds. */
    public void awaitHanging(int calls) {
        Await.until(calls + " calls hang in the stub driver", PATIENCE, () -> hanging() >= calls);
    }

    /** Returns how many calls hang now. */
    public int hanging() {
        lock.lock();
        try {
            return hanging;
        } finally {
            lock.unlock();
        }
    }

    /** Lets all calls go on, now and later. */
    public void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Same as {@link #release()}. */
    @Override
    public void close() {
        release();
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void hang(StubConnection connection, int queryTimeoutSeconds) throws SQLException {
        long queryMillis = queryTimeoutSeconds == 0 ? Long.MAX_VALUE : queryTimeoutSeconds * 1_000L;
        long networkMillis = connection == null ? Long.MAX_VALUE : connection.networkTimeoutMillis();
        lock.lock();
        hanging++;
        try {
            if (!awaitRelease(connection, Math.min(queryMillis, networkMillis))) {
                throw timedOut(connection, networkMillis <= queryMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while hanging in the stub driver", "08006", e);
        } finally {
            hanging--;
            lock.unlock();
        }
    }

    private boolean awaitRelease(StubConnection connection, long timeoutMillis)
            throws InterruptedException, SQLException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (!released) {
            if (connection != null && connection.isClosed()) {
                throw new SQLException("The connection was aborted while a call hung", "08006");
            }
            if (nanos <= 0) {
                return false;
            }
            nanos = changed.awaitNanos(nanos);
        }
        return true;
    }

    private static SQLException timedOut(StubConnection connection, boolean byNetwork) {
        if (byNetwork) {
            connection.end();
            return new SQLException("Network time-out in the stub driver", "08006");
        }
        return new SQLTimeoutException("Query time-out in the stub driver", "57014");
    }
}
