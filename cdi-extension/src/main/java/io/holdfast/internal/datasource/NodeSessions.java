package io.holdfast.internal.datasource;

import io.holdfast.error.DataFailure;
import io.holdfast.internal.datasource.pool.ConnectionSource;
import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.datasource.pool.SessionPlans;
import io.holdfast.internal.observability.RouteEvents;
import io.holdfast.internal.routing.Node.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions from the pools of decided nodes, gives them back, and tells the listeners.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class NodeSessions {

    private final RouteEvents events;
    private final LongSupplier nanoTime;

    NodeSessions(RouteEvents events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a session of the primary. A handle that asked for metadata holds a connection already: were it to wait for a second
     * one of the same pool, all who do that at once would wait for each other.
     *
     * @param questions what the handle holds, or null
     */
    Session takeFromPrimary(TenantTarget target, Decision decision, @Nullable Recorded questions) throws SQLException {
        Session held = questions == null ? null : questions.handOver();
        if (held == null) {
            return take(target, decision);
        }
        events.onReleased(held.decision().route(), target.tenant());
        return take(target, decision, held);
    }

    /** Takes a session of the decided node. */
    Session take(TenantTarget target, Decision decision) throws SQLException {
        return take(target, decision, null);
    }

    private Session take(TenantTarget target, Decision decision, @Nullable Session held) throws SQLException {
        events.onRouted(decision.route(), target.tenant());
        // Reading the clock costs as much as a third of a borrow.
        boolean timed = events.hasListeners();
        long start = timed ? nanoTime.getAsLong() : 0;
        Session session = borrow(target, decision, held);
        session.takenBy(decision);
        boolean told = false;
        try {
            if (timed) {
                events.onAcquired(decision.route(), target.tenant(), nanoTime.getAsLong() - start);
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
        ConnectionSource source = target.source(decision.node());
        SessionPlans plans = target.plans(decision.isRead());
        try {
            return held == null ? source.borrow(plans) : source.prepareAgain(held, plans);
        } catch (SQLException | RuntimeException e) {
            SQLException failure = e instanceof DataFailure && e instanceof SQLException typed
                    ? typed
                    : Failures.notAcquired(target, decision.route(), source, e);
            events.onFailed(decision.route(), target.tenant(), ((DataFailure) failure).details());
            throw failure;
        }
    }

    /**
     * Gives a connection back.
     *
     * @return true if a local transaction was open on it and was rolled back, as far as the dialect can tell
     */
    boolean release(TenantTarget target, Decision decision, Session session, Connection connection) {
        boolean rolledBack = target.source(decision.node()).release(session, connection);
        events.onReleased(decision.route(), target.tenant());
        return rolledBack;
    }
}
