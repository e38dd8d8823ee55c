package io.holdfast.internal.datasource;

import io.holdfast.error.DataErrors;
import io.holdfast.error.ErrorDialect;
import io.holdfast.error.FailedCall;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.spi.ManagedTransaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast does in one transaction: whether it is a read or a write transaction, and the connections it holds.
 *
 * <p>A transaction that was begun in a read scope is a read transaction. That is settled when Holdfast first sees the
 * transaction: at an acquisition, or when a scope opens in it.
 *
 * <p><strong>Threading:</strong> used by the thread of the transaction; completion may come from another one.
 */
final class TransactionWork implements ManagedTransaction.Completion {

    private final ConnectionEngine engine;
    private final ManagedTransaction transaction;
    private final @Nullable String readPlace;
    private final List<Shared> reads = new ArrayList<>(1);
    private volatile List<Enlisted> enlisted = List.of();
    private boolean registered;
    private boolean completed;

    private TransactionWork(ConnectionEngine engine, ManagedTransaction transaction, @Nullable String readPlace) {
        this.engine = engine;
        this.transaction = transaction;
        this.readPlace = readPlace;
    }

    static TransactionWork of(ConnectionEngine engine, ManagedTransaction transaction, @Nullable WorkFrame frame) {
        // The engine is the key: a server's transaction may carry the work of several applications.
        TransactionWork work = (TransactionWork) transaction.attribute(engine);
        if (work == null) {
            work = new TransactionWork(engine, transaction, frame == null ? null : frame.readPlace());
            transaction.attribute(engine, work);
        }
        return work;
    }

    /** What {@link #isRead} would say, without settling it. */
    static boolean wouldRead(ConnectionEngine engine, ManagedTransaction transaction, @Nullable WorkFrame frame) {
        TransactionWork work = (TransactionWork) transaction.attribute(engine);
        return work != null ? work.isRead() : frame != null && frame.isReading();
    }

    Object key() {
        return transaction.key();
    }

    boolean isRead() {
        return readPlace != null;
    }

    @Nullable String readPlace() {
        return readPlace;
    }

    /** The connection that was taken for the target, or null. */
    @Nullable Enlisted enlistedFor(TenantTarget target) {
        for (Enlisted resource : enlisted) {
            if (resource.target() == target) {
                return resource;
            }
        }
        return null;
    }

    /**
     * What keeps a primary out of the transaction, or null: another tenant of the same data source, or a local transaction of
     * ours beside anything else. What the server enlists, it can commit together.
     */
    @Nullable Enlisted obstacleTo(TenantTarget target) {
        boolean ofServer = target.isOfServer();
        for (Enlisted resource : enlisted) {
            boolean sameDataSource = resource.target().nodes() == target.nodes();
            if (sameDataSource || !ofServer || !resource.session().isManaged()) {
                return resource;
            }
        }
        return null;
    }

    /** The connection held for reading from a node, or null. */
    synchronized @Nullable Shared reading(TenantTarget target, Node node) {
        for (Shared held : reads) {
            if (held.target() == target && held.decision().node() == node) {
                return held;
            }
        }
        return null;
    }

    synchronized void hold(Shared held) throws SQLException {
        register();
        if (completed) {
            // By another thread, after a time-out: nobody would give the connection back.
            throw Failures.notActive(held.target());
        }
        reads.add(held);
    }

    void enlist(Enlisted resource) throws SQLException {
        register();
        List<Enlisted> all = new ArrayList<>(enlisted);
        all.add(resource);
        enlisted = List.copyOf(all);
        if (!resource.session().isManaged()) {
            transaction.enlist(resource);
        }
    }

    private void register() throws SQLException {
        if (!registered) {
            transaction.onCompletion(this);
            registered = true;
        }
    }

    @Override
    public void beforeCompletion() {
        enlisted.forEach(TransactionWork::verifyCommittable);
    }

    private static void verifyCommittable(Enlisted resource) {
        try {
            resource.verifyCommittable();
        } catch (SQLException e) {
            ErrorDialect dialect = resource.target().settings().dialect().errors();
            throw DataErrors.translate(e, dialect, FailedCall.STATEMENT_IN_TRANSACTION);
        }
    }

    @Override
    public synchronized void afterCompletion(boolean committed) {
        completed = true;
        enlisted.forEach(resource -> resource.end(engine));
        reads.forEach(held -> held.end(engine));
    }
}
