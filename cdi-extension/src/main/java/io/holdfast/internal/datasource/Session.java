package io.holdfast.internal.datasource;

import io.agroal.pool.wrapper.ConnectionWrapper;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.SessionPlan;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.Node.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection and what is known of its session: which plan it is in, whether its node's role was checked.
 *
 * <p><strong>Threading:</strong> used by the thread that borrowed the connection; the pool hands it over safely.
 */
final class Session {

    // The drivers close the socket themselves when a network time-out strikes; nothing else is run by this executor.
    private static final Executor DIRECT = Runnable::run;

    private final Connection raw;
    private final long openedNanos;
    private final PoolGeneration generation;
    private @Nullable SessionPlan applied;
    private boolean used;
    private boolean dirty;
    private int checkedRoleEpoch = -1;
    private long idleSinceNanos;
    private volatile @Nullable Thread holder;
    private @Nullable ConnectionWrapper wrapper;
    private @Nullable Decision decision;

    Session(Connection raw, long openedNanos, PoolGeneration generation) {
        this.raw = raw;
        this.openedNanos = openedNanos;
        this.idleSinceNanos = openedNanos;
        this.generation = generation;
    }

    Connection raw() {
        return raw;
    }

    long openedNanos() {
        return openedNanos;
    }

    PoolGeneration generation() {
        return generation;
    }

    boolean isFresh() {
        return !used;
    }

    @Nullable Thread holder() {
        return holder;
    }

    /** The pool's handle for the present borrower. */
    ConnectionWrapper wrapper() {
        return Objects.requireNonNull(wrapper, "wrapper");
    }

    /** Why the present borrower has it. Kept here, as a pair of both would be one more object per borrow. */
    Decision decision() {
        return Objects.requireNonNull(decision, "decision");
    }

    void takenBy(Decision why) {
        decision = why;
    }

    /** The application changed something that a JDBC setter does not undo. */
    void markDirty() {
        dirty = true;
    }

    void borrowedAs(ConnectionWrapper borrowed) {
        wrapper = borrowed;
        used = true;
        holder = Thread.currentThread();
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    void returned(long nowNanos) {
        idleSinceNanos = nowNanos;
        wrapper = null;
        decision = null;
        holder = null;
    }

    /**
     * Asks what has to be known of a node before its connections are used: its role and, once per server, its limit.
     *
     * @return whether anything was asked
     */
    boolean verifyNode(Node node, NodeConfig config, DataSourceSettings settings) throws SQLException {
        int epoch = generation.roleEpoch();
        if (checkedRoleEpoch == epoch) {
            return false;
        }
        Dialect dialect = settings.dialect();
        bounded(settings.sessionTimeout(), config.pool().socketTimeout(), () -> {
            dialect.verifyRole(raw, node.role());
            settings.budget().firstContact(config.url(), settings.name(), raw, dialect);
        });
        checkedRoleEpoch = epoch;
        return true;
    }

    /**
     * Puts the session into the state that the next borrower must find.
     *
     * @param plans the tenant's plans for the wanted kind of access
     * @param reset whether every session is reset, or only a dirty one
     * @param bound time-out of the round trip
     * @param usual time-out of the connection otherwise
     * @return whether there was anything to do, so that the database answered
     */
    boolean prepare(SessionPlans plans, boolean reset, Duration bound, Duration usual) throws SQLException {
        // A new one too: a reset does not lead back to all that a login sets, and borrowers must not see the
        // difference.
        boolean full = dirty || reset;
        if (!full && applied == plans.light()) {
            return false;
        }
        SessionPlan plan = full ? plans.full() : plans.light();
        applied = null;
        bounded(bound, usual, () -> plan.apply(raw));
        applied = plans.light();
        dirty = false;
        return true;
    }

    /** Asks whether the connection lives; an exception says that it does not. */
    void validate(Duration bound) throws SQLException {
        if (!raw.isValid((int) Math.max(1, bound.toSeconds()))) {
            throw new SQLException("An idle connection did not answer.", "08006");
        }
    }

    void rollBack(Duration bound, Duration usual) throws SQLException {
        bounded(bound, usual, raw::rollback);
    }

    private void bounded(Duration bound, Duration usual, SqlAction action) throws SQLException {
        raw.setNetworkTimeout(DIRECT, millis(bound));
        action.run();
        raw.setNetworkTimeout(DIRECT, millis(usual));
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
