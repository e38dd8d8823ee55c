package io.holdfast.internal.datasource.pool;

import io.agroal.pool.wrapper.ConnectionWrapper;
import io.holdfast.NodeRole;
import io.holdfast.error.DataErrors;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.dialect.Dialect.TransactionState;
import io.holdfast.internal.routing.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one node: an Agroal pool that opens at the first use and closes when it was idle for long.
 *
 * <p>A borrowed connection is in the session state of its tenant; a returned one has no open transaction. What an earlier
 * borrower left behind is undone at the next borrow, in the same round trip that sets the tenant's schema: one round trip per
 * cycle, and a dead connection is found before the application sees it.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> owned and closed by the registry.
 */
public final class NodePool implements ConnectionSource {

    private final Node node;
    private final NodeConfig config;
    private final DataSourceSettings settings;
    private final LongSupplier nanoTime;
    private final Object opening = new Object();
    private volatile @Nullable PoolGeneration current;
    private volatile boolean closed;

    /**
     * Prepares a pool. Opens nothing.
     *
     * @param node the node
     * @param config its configuration
     * @param settings what all pools of the data source share
     * @param nanoTime the clock, of {@link System#nanoTime()}
     */
    public NodePool(Node node, NodeConfig config, DataSourceSettings settings, LongSupplier nanoTime) {
        this.node = node;
        this.config = config;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public Node node() {
        return node;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Blocks up to the acquisition time-out.
     */
    @Override
    public Session borrow(SessionPlans plans) throws SQLException {
        long deadline =
                nanoTime.getAsLong() + config.pool().acquisitionTimeout().toNanos();
        while (true) {
            PoolGeneration generation = generation();
            if (!generation.enter()) {
                continue;
            }
            boolean taken = false;
            try {
                Session session = take(generation, plans, deadline);
                taken = true;
                return session;
            } finally {
                if (!taken) {
                    generation.exit(nanoTime.getAsLong());
                }
            }
        }
    }

    private Session take(PoolGeneration generation, SessionPlans plans, long deadline) throws SQLException {
        while (true) {
            ConnectionWrapper wrapper = (ConnectionWrapper) generation.pool().getConnection();
            PooledSession session = generation.session(wrapper.getHandler().rawConnection());
            if (generation.isDistrusted(session)) {
                destroy(session, wrapper);
                continue;
            }
            boolean fresh = session.isFresh();
            long asked = nanoTime.getAsLong();
            try {
                makeReady(session, plans);
                session.borrowedAs(wrapper);
                return session;
            } catch (SQLException | RuntimeException | Error e) {
                destroy(session, wrapper);
                boolean silent = isSilent(asked);
                if (silent) {
                    generation.distrust(asked);
                }
                boolean again = !fresh && isDead(e) && nanoTime.getAsLong() - deadline < 0;
                // Waiting once tells enough of a replica: another node answers at once.
                if (!again || silent && node.role() == NodeRole.REPLICA) {
                    throw e;
                }
            }
        }
    }

    private void makeReady(PooledSession session, SessionPlans plans) throws SQLException {
        Duration bound = settings.sessionTimeout();
        boolean answered = session.verifyNode(node, config, settings);
        answered |= session.prepare(
                plans, settings.resetUsedSessions(), bound, config.pool().socketTimeout());
        long idle = nanoTime.getAsLong() - session.idleSinceNanos();
        if (!answered && idle >= config.pool().validateAfter().toNanos()) {
            session.validate(bound);
        }
    }

    /** A used connection may have died in the pool: another one is worth a try. A new one that fails tells of the node. */
    private boolean isDead(Throwable e) {
        return e instanceof SQLException failure
                && DataErrors.isConnectionFatal(failure, settings.dialect().errors());
    }

    private boolean isSilent(long askedNanos) {
        return nanoTime.getAsLong() - askedNanos >= settings.sessionTimeout().toNanos();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The pool's own reset would commit an open local transaction.
     */
    @Override
    public boolean release(Session borrowed, Connection connection) {
        PooledSession session = (PooledSession) borrowed;
        ConnectionWrapper wrapper = (ConnectionWrapper) connection;
        boolean rolledBack = false;
        try {
            if (wrapper.isClosed() && !session.raw().isClosed()) {
                // Closed behind our back, through a statement or a result set: it is the pool's again, or someone
                // else's.
                PoolMessages.closedElsewhere(settings.name(), node.name());
                return false;
            }
            Connection raw = session.raw();
            boolean open = !raw.isClosed();
            if (open) {
                rolledBack = rollBack(session, raw);
            }
            session.returned(nanoTime.getAsLong());
            if (open) {
                wrapper.close();
            } else {
                session.generation().discard(wrapper);
            }
        } catch (SQLException | RuntimeException e) {
            PoolMessages.returnFailed(settings.name(), node.name(), e);
            destroy(session, wrapper);
        } finally {
            session.generation().exit(nanoTime.getAsLong());
        }
        return rolledBack;
    }

    private boolean rollBack(PooledSession session, Connection raw) throws SQLException {
        if (raw.getAutoCommit()) {
            return settings.dialect().rollbackUnderAutoCommit(raw);
        }
        boolean open = settings.dialect().transactionState(raw) != TransactionState.IDLE;
        session.rollBack(settings.sessionTimeout(), config.pool().socketTimeout());
        return open;
    }

    @Override
    public Session prepareAgain(Session held, SessionPlans plans) throws SQLException {
        PooledSession session = (PooledSession) held;
        ConnectionWrapper wrapper = session.wrapper();
        boolean prepared = false;
        try {
            session.prepare(
                    plans,
                    settings.resetUsedSessions(),
                    settings.sessionTimeout(),
                    config.pool().socketTimeout());
            prepared = true;
            return session;
        } finally {
            if (!prepared) {
                destroy(session, wrapper);
                session.generation().exit(nanoTime.getAsLong());
            }
        }
    }

    /**
     * Closes a connection for good. Its state is unknown. Cut off first: the pool puts autocommit back on even before it closes a
     * connection, which would commit what could not be rolled back, and some databases commit when they are closed.
     */
    private void destroy(PooledSession session, ConnectionWrapper wrapper) {
        try {
            session.raw().abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            PoolMessages.returnFailed(settings.name(), node.name(), e);
        }
        try {
            session.generation().discard(wrapper);
        } catch (SQLException | RuntimeException e) {
            PoolMessages.returnFailed(settings.name(), node.name(), e);
        }
    }

    private PoolGeneration generation() throws SQLException {
        PoolGeneration generation = current;
        if (generation != null) {
            return generation;
        }
        synchronized (opening) {
            generation = current;
            if (generation == null) {
                if (closed) {
                    throw PoolFailures.registryClosed(settings.name(), node.name());
                }
                generation = AgroalPools.open(node, config, settings, nanoTime);
                current = generation;
                settings.housekeeper().watch(this);
            }
            return generation;
        }
    }

    /** Closes the pool if nobody has used it for long. Called by the housekeeper. */
    void closeIfIdle() {
        Duration idle = config.pool().idleTimeout();
        if (!idle.isZero()) {
            closeIfIdleFor(idle);
        }
    }

    /**
     * Closes the pool if nobody uses it and has not for that long.
     *
     * @param idle how long
     */
    public void closeIfIdleFor(Duration idle) {
        PoolGeneration generation = current;
        if (generation != null && generation.retireIfIdle(nanoTime.getAsLong(), idle.toNanos())) {
            // First out of the way, then closed: closing may wait for a socket, and nobody must wait for that.
            forget(generation);
            generation.close();
        }
    }

    private void forget(PoolGeneration generation) {
        synchronized (opening) {
            if (current == generation) {
                current = null;
                settings.housekeeper().unwatch(this);
            }
        }
    }

    boolean isOpen() {
        return current != null;
    }

    @Override
    public void heard(SQLException failure) {
        // The pool's exception sorter heard it first.
    }

    @Override
    public String overloadAdvice() {
        String usage = " " + inUse() + " of at most " + config.pool().maxSize() + " connections are in use after "
                + config.pool().acquisitionTimeout() + ".";
        return heldByThisThread()
                ? usage
                        + " This thread holds one of them itself, as REQUIRES_NEW inside a transaction does: max-size must be at"
                        + " least threads x (depth - 1) + 1."
                : usage + " Raise max-size, or look for connections that are held too long.";
    }

    /**
     * How many connections are open, lent or not.
     *
     * @return their number
     */
    public int size() {
        PoolGeneration generation = current;
        return generation == null ? 0 : generation.sessions().size();
    }

    /** How many connections are lent; who waits for one does not count. */
    int inUse() {
        PoolGeneration generation = current;
        return generation == null
                ? 0
                : (int) generation.sessions().stream()
                        .filter(session -> session.holder() != null)
                        .count();
    }

    /** Tells whether the calling thread holds a connection of this pool: waiting for another one may then wait for itself. */
    boolean heldByThisThread() {
        PoolGeneration generation = current;
        return generation != null
                && generation.sessions().stream().anyMatch(session -> session.holder() == Thread.currentThread());
    }

    @Override
    public void close() {
        synchronized (opening) {
            closed = true;
            PoolGeneration generation = current;
            current = null;
            if (generation != null) {
                settings.housekeeper().unwatch(this);
                generation.close();
            }
        }
    }
}
