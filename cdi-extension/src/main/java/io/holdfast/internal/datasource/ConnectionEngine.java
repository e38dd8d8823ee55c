package io.holdfast.internal.datasource;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.internal.datasource.pool.Housekeeper;
import io.holdfast.internal.datasource.pool.ServerBudget;
import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.dialect.Dialect.TransactionState;
import io.holdfast.internal.observability.RouteEvents;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.CurrentWork;
import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.internal.tenancy.UnitPin;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From what a caller wants to a connection: transaction, then intent, then route, then pool. DESIGN, section 3, in code.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class ConnectionEngine {

    private final CurrentWork work;
    private final TransactionBridge transactions;
    private final NodeSessions sessions;
    private final ReplicaReads reads;
    private final Settings settings;
    private final LeakWatch leaks;
    private final Housekeeper housekeeper;
    private final ServerBudget budget = new ServerBudget();

    /**
     * Settings of the engine.
     *
     * @param defaultIntent intent of a connection for which nothing was declared
     * @param primaryWhenNoReplica whether reads go to the primary when no replica is usable
     * @param housekeeping how often idle pools are looked for
     * @param nanoTime the clock, of {@link System#nanoTime()}
     */
    public record Settings(
            AccessIntent defaultIntent, boolean primaryWhenNoReplica, Duration housekeeping, LongSupplier nanoTime) {}

    /**
     * Makes an engine.
     *
     * @param work what is in force on a thread
     * @param transactions the way to the transaction manager
     * @param events who hears of it
     * @param settings how to decide
     */
    public ConnectionEngine(CurrentWork work, TransactionBridge transactions, RouteEvents events, Settings settings) {
        this.work = work;
        this.transactions = transactions;
        this.settings = settings;
        this.sessions = new NodeSessions(events, settings.nanoTime());
        this.reads = new ReplicaReads(sessions, settings.primaryWhenNoReplica(), settings.nanoTime());
        this.leaks = new LeakWatch(settings.nanoTime());
        this.housekeeper = new Housekeeper(settings.housekeeping(), leaks::report);
    }

    LeakWatch leaks() {
        return leaks;
    }

    Housekeeper housekeeper() {
        return housekeeper;
    }

    ServerBudget budget() {
        return budget;
    }

    /** Lets the transaction manager be found. On the thread that deploys the application. */
    public void prepare() {
        transactions.prepare();
    }

    TransactionBridge transactions() {
        return transactions;
    }

    /**
     * The transaction of the calling thread.
     *
     * @return the transaction, or null
     */
    public @Nullable ManagedTransaction currentTransaction() {
        return transactions.current();
    }

    /**
     * The clock.
     *
     * @return the clock, of {@link System#nanoTime()}
     */
    public LongSupplier nanoTime() {
        return settings.nanoTime();
    }

    /**
     * A connection that is routed at its first use of the database.
     *
     * @param target where
     * @param reading whether the source is one of reads
     * @return the connection
     */
    public Connection lazy(TenantTarget target, boolean reading) {
        ManagedTransaction transaction = transactions.current();
        Object key = transaction == null ? null : transaction.key();
        return new RoutedConnection(this, target, work.frame(), key, reading ? AccessIntent.READ : null);
    }

    /**
     * A connection taken now, in the current unit of work.
     *
     * @param target where
     * @param intent what for
     * @return the connection
     * @throws SQLException if none is to be had or the intent is refused
     */
    public Connection acquire(TenantTarget target, AccessIntent intent) throws SQLException {
        WorkFrame frame = work.frame();
        return acquire(target, Want.declared(intent, frame, frame == null ? null : frame.unit()));
    }

    /**
     * A connection taken now, with a pin of the caller's choice.
     *
     * @param target where
     * @param intent what for
     * @param pin the pin
     * @return the connection
     * @throws SQLException if none is to be had or the intent is refused
     */
    public Connection acquire(TenantTarget target, AccessIntent intent, ReadAfterWritePin pin) throws SQLException {
        return acquire(target, Want.declared(intent, work.frame(), pin instanceof UnitPin ours ? ours.unit() : pin));
    }

    /**
     * A connection for reading taken now, in the current unit of work.
     *
     * @param target where
     * @param requirement how fresh it has to be
     * @return the connection
     * @throws SQLException if none is to be had
     */
    public Connection acquire(TenantTarget target, ReadRequirement requirement) throws SQLException {
        WorkFrame frame = work.frame();
        UnitOfWork unit = frame == null ? null : frame.unit();
        return acquire(target, new Want(AccessIntent.READ, requirement, frame, unit, null));
    }

    private Connection acquire(TenantTarget target, Want want) throws SQLException {
        RoutedConnection connection = new RoutedConnection(this, target, want.frame(), null, want.intent());
        try {
            bind(connection, want);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Tells where a connection would go now, without taking one.
     *
     * @param target where
     * @param intent what for
     * @return the route
     */
    public Route explain(TenantTarget target, AccessIntent intent) {
        WorkFrame frame = work.frame();
        ManagedTransaction transaction = transactions.current();
        if (transaction != null && !TransactionWork.wouldRead(this, transaction, frame)) {
            return target.nodes().primary().because(RouteReason.IN_TRANSACTION).route();
        }
        Decision decision = intent == AccessIntent.WRITE
                ? Router.write(target.nodes(), true)
                : Router.explainRead(target.nodes(), ReadRequirement.any(), frame == null ? null : frame.unit());
        return decision.route();
    }

    /** Settles whether the running transaction reads or writes, before a scope opens in it that it was not begun in. */
    public void settleTransaction() {
        ManagedTransaction transaction = transactions.current();
        if (transaction != null) {
            TransactionWork.of(this, transaction, work.frame());
        }
    }

    /** Routes a lazy connection, at its first use. */
    void bind(RoutedConnection connection) throws SQLException {
        WorkFrame captured = connection.frame();
        WorkFrame now = work.frame();
        if ((captured == null ? null : captured.unit()) != (now == null ? null : now.unit())) {
            throw Failures.otherUnit(connection.target());
        }
        requireTransaction(connection.target(), connection.transactionKey());
        bind(connection, Want.of(connection.declared(), captured, connection.questions()));
    }

    private void bind(RoutedConnection connection, Want want) throws SQLException {
        connection.remembers(want.pin());
        ManagedTransaction transaction = transactions.current();
        if (transaction == null) {
            bindWithoutTransaction(connection, want);
            return;
        }
        if (!transaction.isActive()) {
            throw Failures.notActive(connection.target());
        }
        TransactionWork here = TransactionWork.of(this, transaction, want.frame());
        if (here.isRead()) {
            connection.bound(holdForReading(connection.target(), want, here));
        } else {
            connection.bound(enlist(connection.target(), want, transaction, here));
        }
    }

    private void bindWithoutTransaction(RoutedConnection connection, Want want) throws SQLException {
        TenantTarget target = connection.target();
        if (want.writesInReadScope()) {
            throw Failures.writeInReadScope(target, want.readPlace(), want.writePlace());
        }
        boolean reading = want.isRead(settings.defaultIntent());
        Session taken = reading
                ? reads.take(target, want, Router.read(target.nodes(), want.requirement(), want.pin()))
                : takeForWriting(target, want);
        connection.bound(taken);
    }

    private Shared holdForReading(TenantTarget target, Want want, TransactionWork here) throws SQLException {
        if (want.intent() == AccessIntent.WRITE) {
            throw Failures.writeInReadScope(target, here.readPlace(), want.writePlace());
        }
        Decision decision = Router.read(target.nodes(), want.requirement(), want.pin());
        Shared held = here.reading(target, decision.node());
        if (held != null) {
            return held;
        }
        Session taken = reads.take(target, want, decision);
        Shared fresh = new Shared(here.key(), target, taken.decision(), taken);
        return startLocalTransaction(fresh, () -> here.hold(fresh));
    }

    private Shared enlist(TenantTarget target, Want want, ManagedTransaction transaction, TransactionWork here)
            throws SQLException {
        if (want.writesInReadScope()) {
            throw Failures.writeInReadScope(target, want.readPlace(), want.writePlace());
        }
        Enlisted same = here.enlistedFor(target);
        if (same != null) {
            // Another unit of work may have begun inside the transaction; it writes as well.
            pin(target, want);
            return same;
        }
        Enlisted obstacle = here.obstacleTo(target);
        if (obstacle != null) {
            // The exception is checked, so the interceptor of the container would commit: what was asked for was not
            // done.
            transaction.markRollbackOnly();
            throw obstacle.target().nodes() == target.nodes()
                    ? Failures.secondTenant(obstacle.target(), target)
                    : Failures.secondDataSource(obstacle.target(), target);
        }
        Decision decision = target.nodes().primary().because(RouteReason.IN_TRANSACTION);
        Enlisted fresh = new Enlisted(here.key(), target, decision, takeAndPin(target, decision, want));
        return startLocalTransaction(fresh, () -> here.enlist(fresh));
    }

    private Shared startLocalTransaction(Shared fresh, Registration registration) throws SQLException {
        boolean started = false;
        try {
            if (!fresh.session().isManaged()) {
                fresh.connection().setAutoCommit(false);
            }
            registration.register();
            started = true;
            return fresh;
        } finally {
            if (!started) {
                fresh.end(this);
            }
        }
    }

    private Session takeForWriting(TenantTarget target, Want want) throws SQLException {
        Decision decision = Router.write(target.nodes(), want.intent() == AccessIntent.WRITE);
        return takeAndPin(target, decision, want);
    }

    private static void pin(TenantTarget target, Want want) {
        ReadAfterWritePin memory = want.pin();
        if (memory != null) {
            memory.pin(target.dataSourceName());
        }
    }

    private Session takeAndPin(TenantTarget target, Decision decision, Want want) throws SQLException {
        Session session = sessions.takeFromPrimary(target, decision, want.questions());
        boolean pinned = false;
        try {
            pin(target, want);
            pinned = true;
            return session;
        } finally {
            if (!pinned) {
                sessions.release(target, decision, session, session.wrapper());
            }
        }
    }

    NodeSessions sessions() {
        return sessions;
    }

    /** A connection to the primary for questions about the database. Decides nothing and pins nothing. */
    Session takeForMetadata(TenantTarget target) throws SQLException {
        return sessions.take(target, target.nodes().primary().because(RouteReason.PRIMARY_REQUIRED));
    }

    /**
     * Refuses to go on where another transaction runs than the one the connection was taken in, or none: the work would be done
     * outside of what the caller believes to be in.
     */
    void requireTransaction(TenantTarget target, @Nullable Object key) throws SQLException {
        ManagedTransaction transaction = transactions.current();
        if (transaction == null ? key != null : !transaction.key().equals(key)) {
            throw Failures.otherTransaction(target);
        }
    }

    /** Refuses a commit that the database would answer with a rollback. */
    static void verifyCommittable(TenantTarget target, Session session) throws SQLException {
        if (target.settings().dialect().transactionState(session.raw()) == TransactionState.FAILED) {
            throw Failures.silentRollback(target);
        }
    }

    /** Stops the housekeeper. The pools are closed by their owner. */
    public void close() {
        housekeeper.stop();
    }

    @FunctionalInterface
    private interface Registration {
        void register() throws SQLException;
    }
}
