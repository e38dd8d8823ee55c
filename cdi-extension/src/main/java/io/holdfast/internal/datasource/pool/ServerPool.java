package io.holdfast.internal.datasource.pool;

import io.holdfast.NodeRole;
import io.holdfast.internal.config.NodeConfig.ServerName;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.dialect.Dialect.TransactionState;
import io.holdfast.internal.dialect.SessionPlan;
import io.holdfast.internal.routing.Node;
import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.naming.NamingException;

/**
 * The connections of one node from a data source of the server. The server owns the pool, and inside a transaction of its own
 * also the connection: it enlists it, commits it and rolls it back, whatever kind of resource it is.
 *
 * <p>There is no hook at return, and others may use the pool. Outside a transaction a session is therefore reset before it is
 * used <em>and</em> before it goes back: one more round trip than with a pool of our own. Inside one it can not be reset at its
 * end, so everything that is set for the borrower is set for that transaction only.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> opens and closes nothing of the server's.
 */
public final class ServerPool implements ConnectionSource, NodeExceptionSorter.Doubts {

    private final Node node;
    private final ServerName place;
    private final DataSourceSettings settings;
    private final TransactionBridge transactions;
    private final LongSupplier nanoTime;
    private final ServerNames names;
    private final ServerConnections connections = new ServerConnections();
    private final AtomicInteger roleEpoch = new AtomicInteger();
    private final NodeExceptionSorter sorter;
    private final SessionPlan clean;
    private volatile boolean closed;

    /**
     * Makes a source. Looks nothing up.
     *
     * @param node the node
     * @param place the name of the server's data source
     * @param settings what all pools of the data source share
     * @param transactions tells whether the server's connection is to be part of a transaction
     * @param nanoTime the clock, of {@link System#nanoTime()}
     */
    public ServerPool(
            Node node,
            ServerName place,
            DataSourceSettings settings,
            TransactionBridge transactions,
            LongSupplier nanoTime) {
        this.node = node;
        this.place = place;
        this.settings = settings;
        this.transactions = transactions;
        this.nanoTime = nanoTime;
        this.names = new ServerNames(place);
        this.sorter = new NodeExceptionSorter(
                settings.name(), node, settings.dialect().errors(), this);
        this.clean = settings.dialect().plan(new SessionTarget(null, Map.of(), false), true);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public Session borrow(SessionPlans plans) throws SQLException {
        if (closed) {
            throw PoolFailures.registryClosed(settings.name(), node.name());
        }
        ManagedTransaction transaction = transactions.current();
        ServerSession session = open(transaction != null);
        boolean ready = false;
        try {
            requireFit(session, plans, transaction != null);
            makeReady(session, plans);
            ready = true;
            return session;
        } finally {
            if (!ready) {
                giveUp(session);
                if (session.isManaged() && transaction != null) {
                    // It is part of the transaction already, and the database may have given that up.
                    transaction.markRollbackOnly();
                }
            }
        }
    }

    private ServerSession open(boolean inTransaction) throws SQLException {
        Connection handle;
        try {
            handle = names.find().getConnection();
        } catch (NamingException e) {
            throw ServerFailures.noDataSource(settings.name(), node.name(), e);
        } catch (SQLException | RuntimeException e) {
            names.forget();
            throw e;
        }
        boolean wrapped = false;
        try {
            Connection raw = ServerConnections.driverConnection(handle);
            ServerConnections.Seen seen = connections.seen(raw == handle ? null : raw, nanoTime.getAsLong());
            boolean managed = !handle.getAutoCommit() || settings.dialect().isBegunUnderAutoCommit(raw, inTransaction);
            ServerSession session = new ServerSession(handle, raw, seen, managed);
            wrapped = true;
            return session;
        } finally {
            if (!wrapped) {
                handle.close();
            }
        }
    }

    /** Whether the server has done with the connection what its role needs. */
    private void requireFit(ServerSession session, SessionPlans plans, boolean inTransaction) throws SQLException {
        if (session.isManaged() && !inTransaction) {
            throw ServerFailures.unseenTransaction(settings.name(), node.name(), place);
        }
        if (session.isManaged() && node.role() == NodeRole.REPLICA) {
            throw ServerFailures.enlistedReplica(settings.name(), node.name(), place);
        }
        if (!session.isManaged() && inTransaction && !plans.readOnly()) {
            throw ServerFailures.notEnlisted(settings.name(), node.name(), place);
        }
        if (session.isManaged() && plans.managed() == null) {
            throw ServerFailures.noTransactionSettings(settings.name(), node.name(), settings.dialect());
        }
    }

    private void makeReady(ServerSession session, SessionPlans plans) throws SQLException {
        SessionPlan plan = session.isManaged() ? plans.managed() : plans.full();
        int epoch = roleEpoch.get();
        session.bounded(settings.sessionTimeout(), () -> {
            plan.apply(session.wrapper());
            if (!session.seen().isRoleChecked(epoch)) {
                settings.dialect().verifyRole(session.wrapper(), node.role());
                session.seen().roleChecked(epoch);
            }
        });
    }

    @Override
    public Session prepareAgain(Session held, SessionPlans plans) throws SQLException {
        ServerSession session = (ServerSession) held;
        if (session.isManaged() || transactions.current() != null) {
            release(session, session.wrapper());
            return borrow(plans);
        }
        boolean ready = false;
        try {
            makeReady(session, plans);
            ready = true;
            return session;
        } finally {
            if (!ready) {
                giveUp(session);
            }
        }
    }

    @Override
    public boolean release(Session borrowed, Connection connection) {
        ServerSession session = (ServerSession) borrowed;
        if (session.isManaged()) {
            // Nothing else: the server ends the transaction or has ended it, and refuses any other call after that.
            close(session);
            return false;
        }
        if (session.isDoomed()) {
            giveUp(session);
            return false;
        }
        try {
            boolean rolledBack = rollBack(session);
            session.bounded(settings.sessionTimeout(), () -> clean.apply(connection));
            close(session);
            return rolledBack;
        } catch (SQLException | RuntimeException e) {
            PoolMessages.returnFailed(settings.name(), node.name(), e);
            giveUp(session);
            return false;
        }
    }

    private boolean rollBack(ServerSession session) throws SQLException {
        Connection handle = session.wrapper();
        Dialect dialect = settings.dialect();
        if (handle.getAutoCommit()) {
            return dialect.rollbackUnderAutoCommit(session.raw());
        }
        boolean open = dialect.transactionState(session.raw()) != TransactionState.IDLE;
        session.bounded(settings.sessionTimeout(), handle::rollback);
        handle.setAutoCommit(true);
        return open;
    }

    /** Its state is unknown: cut off, so that the server finds it dead. There is no other way to tell its pool. */
    private void giveUp(ServerSession session) {
        if (!session.isManaged()) {
            try {
                session.raw().abort(Runnable::run);
            } catch (SQLException | RuntimeException e) {
                PoolMessages.abortFailed(e);
            }
        }
        close(session);
    }

    private void close(ServerSession session) {
        try {
            session.wrapper().close();
        } catch (SQLException | RuntimeException e) {
            PoolMessages.serverCloseFailed(settings.name(), node.name(), e);
        }
    }

    @Override
    public void heard(SQLException failure) {
        sorter.isFatal(failure);
    }

    @Override
    public void doubtRole() {
        roleEpoch.incrementAndGet();
    }

    @Override
    public boolean isDiscarding() {
        return false;
    }

    @Override
    public String overloadAdvice() {
        return " The pool is the server's: '" + place.name()
                + "' had no connection free within its own time-out. Raise its maximum size in the server, or look for"
                + " connections that are held too long.";
    }

    /**
     * What is wrong with the name. Opens no connection.
     *
     * @return a sentence, or nothing
     */
    public Optional<String> nameProblem() {
        return names.problem();
    }

    @Override
    public void close() {
        closed = true;
        names.forget();
    }
}
