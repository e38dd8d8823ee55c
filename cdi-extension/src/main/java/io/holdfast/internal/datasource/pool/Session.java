package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.routing.Node.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection, who has it and why.
 *
 * <p><strong>Threading:</strong> used by the thread that borrowed the connection; its source hands it over safely.
 */
public abstract class Session {

    // The drivers close the socket themselves when a network time-out strikes; nothing else is run by this executor.
    private static final Executor DIRECT = Runnable::run;

    private final Connection raw;
    private final long openedNanos;
    private volatile @Nullable Thread holder;
    private @Nullable Connection wrapper;
    private @Nullable Decision decision;

    Session(Connection raw, long openedNanos) {
        this.raw = raw;
        this.openedNanos = openedNanos;
    }

    /**
     * The driver's own connection.
     *
     * @return the connection
     */
    public Connection raw() {
        return raw;
    }

    /**
     * When it was opened.
     *
     * @return a time of the pool's clock
     */
    public long openedNanos() {
        return openedNanos;
    }

    /**
     * Who has it.
     *
     * @return the borrower's thread, or null
     */
    public @Nullable Thread holder() {
        return holder;
    }

    /**
     * The pool's handle for the present borrower.
     *
     * @return the handle
     */
    public Connection wrapper() {
        return Objects.requireNonNull(wrapper, "wrapper");
    }

    /**
     * Why the present borrower has it. Kept here, as a pair of both would be one more object per borrow.
     *
     * @return the decision
     */
    public Decision decision() {
        return Objects.requireNonNull(decision, "decision");
    }

    /**
     * Remembers why the present borrower has it.
     *
     * @param why the decision
     */
    public void takenBy(Decision why) {
        decision = why;
    }

    /**
     * Whether the container has made the connection part of its own transaction, and will end that.
     *
     * @return true if so
     */
    public boolean isManaged() {
        return false;
    }

    /** The application changed something that a JDBC setter does not undo. */
    public void markDirty() {
        // Where every session is reset in full, this is nothing new.
    }

    /**
     * Makes sure that the connection is closed for good when it is given back.
     *
     * @param handle what the caller borrowed; the session may be another borrower's by now
     */
    public abstract void neverLendAgain(Connection handle);

    void borrowedAs(Connection borrowed) {
        wrapper = borrowed;
        holder = Thread.currentThread();
    }

    void returned() {
        wrapper = null;
        decision = null;
        holder = null;
    }

    static void bounded(Connection connection, int bound, int usual, SqlAction action) throws SQLException {
        connection.setNetworkTimeout(DIRECT, bound);
        action.run();
        connection.setNetworkTimeout(DIRECT, usual);
    }

    static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }

    @FunctionalInterface
    interface SqlAction {
        void run() throws SQLException;
    }
}
