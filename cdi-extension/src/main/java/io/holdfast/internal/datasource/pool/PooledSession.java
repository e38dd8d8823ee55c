package io.holdfast.internal.datasource.pool;

import io.agroal.pool.wrapper.ConnectionWrapper;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.SessionPlan;
import io.holdfast.internal.routing.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one of our pools and what is known of its session: which plan it is in, whether its node's role was checked.
 *
 * <p><strong>Threading:</strong> see {@link Session}.
 */
final class PooledSession extends Session {

    private final PoolGeneration generation;
    private @Nullable SessionPlan applied;
    private boolean used;
    private boolean dirty;
    private int checkedRoleEpoch = -1;
    private long idleSinceNanos;

    PooledSession(Connection raw, long openedNanos, PoolGeneration generation) {
        super(raw, openedNanos);
        this.idleSinceNanos = openedNanos;
        this.generation = generation;
    }

    PoolGeneration generation() {
        return generation;
    }

    boolean isFresh() {
        return !used;
    }

    @Override
    public ConnectionWrapper wrapper() {
        return (ConnectionWrapper) super.wrapper();
    }

    @Override
    public void markDirty() {
        dirty = true;
    }

    @Override
    public void neverLendAgain(Connection handle) {
        ((ConnectionWrapper) handle).getHandler().setFlushOnly();
    }

    @Override
    void borrowedAs(Connection borrowed) {
        super.borrowedAs(borrowed);
        used = true;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    void returned(long nowNanos) {
        idleSinceNanos = nowNanos;
        returned();
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
        bounded(raw(), millis(settings.sessionTimeout()), millis(config.pool().socketTimeout()), () -> {
            dialect.verifyRole(raw(), node.role());
            settings.budget().firstContact(config.url(), settings.name(), raw(), dialect);
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
        bounded(raw(), millis(bound), millis(usual), () -> plan.apply(raw()));
        applied = plans.light();
        dirty = false;
        return true;
    }

    void rollBack(Duration bound, Duration usual) throws SQLException {
        bounded(raw(), millis(bound), millis(usual), raw()::rollback);
    }

    /** Asks whether the connection lives; an exception says that it does not. */
    void validate(Duration bound) throws SQLException {
        if (!raw().isValid((int) Math.max(1, bound.toSeconds()))) {
            throw new SQLException("An idle connection did not answer.", "08006");
        }
    }
}
