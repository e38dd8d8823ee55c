package io.holdfast.internal.datasource;

import io.agroal.pool.wrapper.ConnectionWrapper;
import io.holdfast.AccessIntent;
import io.holdfast.NodeRole;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.observability.RouteEvents;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.CurrentWork;
import io.holdfast.internal.tenancy.Stickiness;
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
    private final RouteEvents events;
    private final Settings settings;
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
        this.events = events;
        this.settings = settings;
        this.housekeeper = new Housekeeper(settings.housekeeping(), new LeakWatch(settings.nanoTime()));
    }

    Housekeeper housekeeper() {
        return housekeeper;
    }

    ServerBudget budget() {
        return budget;
    }

    LongSupplier nanoTime() {
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
                ? takeForReading(target, want, Router.read(target.nodes(), want.requirement(), want.pin()))
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
        Session taken = takeForReading(target, want, decision);
        Shared fresh = new Shared(here.key(), target, taken.decision(), taken);
        return startLocalTransaction(fresh, () -> here.hold(fresh));
    }

    private Shared enlist(TenantTarget target, Want want, ManagedTransaction transaction, TransactionWork here)
            throws SQLException {
        Enlisted first = here.enlisted();
        if (first == null) {
            Decision decision = target.nodes().primary().because(RouteReason.IN_TRANSACTION);
            Enlisted fresh = new Enlisted(here.key(), target, decision, takeAndPin(target, decision, want));
            return startLocalTransaction(fresh, () -> here.enlist(fresh));
        }
        if (first.target() == target) {
            return first;
        }
        // The exception is checked, so the interceptor of the container would commit: what was asked for was not done.
        transaction.markRollbackOnly();
        throw first.target().nodes() == target.nodes()
                ? Failures.secondTenant(first.target(), target)
                : Failures.secondDataSource(first.target(), target);
    }

    private Shared startLocalTransaction(Shared fresh, Registration registration) throws SQLException {
        boolean started = false;
        try {
            fresh.connection().setAutoCommit(false);
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

    private Session takeAndPin(TenantTarget target, Decision decision, Want want) throws SQLException {
        Session session = takeFromPrimary(target, decision, want.questions());
        boolean pinned = false;
        try {
            ReadAfterWritePin pin = want.pin();
            if (pin != null) {
                pin.pin(target.dataSourceName());
            }
            pinned = true;
            return session;
        } finally {
            if (!pinned) {
                release(target, decision, session, session.wrapper());
            }
        }
    }

    // A handle that asked for metadata holds a connection already. Were it to wait for a second one of the same pool,
    // all who do
    // that at once would wait for each other.
    private Session takeFromPrimary(TenantTarget target, Decision decision, @Nullable Recorded questions)
            throws SQLException {
        Session held = questions == null ? null : questions.handOver();
        if (held == null) {
            return take(target, decision);
        }
        events.onReleased(held.decision().route(), target.tenant());
        return take(target, decision, held);
    }

    // The first decision comes from the caller, who may have had to look at it: the one probe of a failed replica may
    // hang on it.
    private Session takeForReading(TenantTarget target, Want want, Decision first) throws SQLException {
        Decision decision = first;
        // Each replica once; a probe interval shorter than a connect time-out must not send us round and round.
        for (int attempt = 0; attempt <= target.nodes().replicaCount(); attempt++) {
            if (decision.node().role() == NodeRole.PRIMARY) {
                return fromPrimary(target, decision, want);
            }
            try {
                Session session = tryReplica(target, decision, want.pin());
                if (session != null) {
                    return session;
                }
            } catch (SQLException e) {
                if (!isOfTheTenant(e)) {
                    throw e;
                }
                break;
            }
            decision = Router.read(target.nodes(), want.requirement(), want.pin());
        }
        return fromPrimary(target, target.nodes().primary().because(RouteReason.NO_REPLICA_USABLE), want);
    }

    private Session fromPrimary(TenantTarget target, Decision decision, Want want) throws SQLException {
        RouteReason reason = decision.route().reason();
        boolean fallBack = reason == RouteReason.NO_REPLICA_USABLE || reason == RouteReason.REPLICA_LOST;
        if (fallBack && !settings.primaryWhenNoReplica()) {
            throw Failures.noReplica(target, decision.route());
        }
        return takeFromPrimary(target, decision, want.questions());
    }

    /** A connection of the replica, or null if it failed or is of no use to this unit of work. */
    private @Nullable Session tryReplica(TenantTarget target, Decision decision, @Nullable ReadAfterWritePin pin)
            throws SQLException {
        Node node = decision.node();
        Session session;
        try {
            session = take(target, decision);
        } catch (SQLException e) {
            if (isOfTheTenant(e)) {
                node.health().succeeded();
            }
            if (isOfTheTenant(e) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (node.health().failed()) {
                DataSourceMessages.nodeSkipped(target.dataSourceName(), node.name(), e);
            }
            return null;
        }
        if (!node.health().isUp()) {
            DataSourceMessages.nodeBack(target.dataSourceName(), node.name());
        }
        node.health().succeeded();
        if (pin instanceof UnitOfWork unit && !sticks(unit.of(target.dataSourceName()), node, session)) {
            release(target, decision, session, session.wrapper());
            return null;
        }
        return session;
    }

    // The node answered; it is this tenant's schema or variable that it refused. Other tenants must not lose the
    // replica for that.
    private static boolean isOfTheTenant(SQLException failure) {
        return switch (((DataFailure) failure).details().kind()) {
            case STATEMENT, CONSTRAINT, TENANT_MAPPING -> true;
            default -> false;
        };
    }

    private boolean sticks(Stickiness memory, Node node, Session session) {
        if (memory.confirm(node.index(), session.openedNanos(), nanoTime().getAsLong())) {
            return true;
        }
        if (memory.replica() == node.index()) {
            memory.lose();
        }
        return false;
    }

    private Session take(TenantTarget target, Decision decision) throws SQLException {
        return take(target, decision, null);
    }

    private Session take(TenantTarget target, Decision decision, @Nullable Session held) throws SQLException {
        events.onRouted(decision.route(), target.tenant());
        // Reading the clock costs as much as a third of a borrow.
        boolean timed = events.hasListeners();
        long start = timed ? nanoTime().getAsLong() : 0;
        Session session = borrow(target, decision, held);
        session.takenBy(decision);
        boolean told = false;
        try {
            if (timed) {
                events.onAcquired(decision.route(), target.tenant(), nanoTime().getAsLong() - start);
            }
            told = true;
            return session;
        } finally {
            if (!told) {
                release(target, decision, session, session.wrapper());
            }
        }
    }

    private Session borrow(TenantTarget target, Decision decision, @Nullable Session held) throws SQLException {
        NodePool pool = target.pool(decision.node());
        SessionPlans plans = target.plans(decision.isRead());
        try {
            return held == null ? pool.borrow(plans) : pool.prepareAgain(held, plans);
        } catch (SQLException | RuntimeException e) {
            SQLException failure = e instanceof DataFailure && e instanceof SQLException typed
                    ? typed
                    : Failures.notAcquired(target, decision.route(), pool, e);
            events.onFailed(decision.route(), target.tenant(), ((DataFailure) failure).details());
            throw failure;
        }
    }

    /**
     * Gives a connection back.
     *
     * @return true if a local transaction was open on it and was rolled back, as far as the dialect can tell
     */
    boolean release(TenantTarget target, Decision decision, Session session, ConnectionWrapper connection) {
        boolean rolledBack = target.pool(decision.node()).release(session, connection);
        events.onReleased(decision.route(), target.tenant());
        return rolledBack;
    }

    /** A connection to the primary for questions about the database. Decides nothing and pins nothing. */
    Session takeForMetadata(TenantTarget target) throws SQLException {
        return take(target, target.nodes().primary().because(RouteReason.PRIMARY_REQUIRED));
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

    /** Stops the housekeeper. The pools are closed by their owner. */
    public void close() {
        housekeeper.stop();
    }

    @FunctionalInterface
    private interface Registration {
        void register() throws SQLException;
    }
}
