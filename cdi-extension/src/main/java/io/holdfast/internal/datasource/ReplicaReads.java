package io.holdfast.internal.datasource;

import io.holdfast.NodeRole;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.RouteReason;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.datasource.pool.ReplicaOutages;
import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.Stickiness;
import io.holdfast.internal.tenancy.UnitOfWork;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session for reading: from the decided replica, from the next one when it fails, from the primary when none is left.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class ReplicaReads {

    private final NodeSessions sessions;
    private final boolean primaryWhenNoReplica;
    private final LongSupplier nanoTime;

    ReplicaReads(NodeSessions sessions, boolean primaryWhenNoReplica, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.primaryWhenNoReplica = primaryWhenNoReplica;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a session for reading.
     *
     * @param first the first decision, made by the caller, who may have had to look at it: the one probe of a failed replica may
     *     hang on it
     */
    Session take(TenantTarget target, Want want, Decision first) throws SQLException {
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
        if (fallBack && !primaryWhenNoReplica) {
            throw Failures.noReplica(target, decision.route());
        }
        Session session = sessions.takeFromPrimary(target, decision, want.questions());
        // Only now: a primary that did not answer has shown nothing.
        if (want.pin() instanceof UnitOfWork unit && target.nodes().replicaCount() > 0) {
            unit.of(target.dataSourceName()).readFromPrimary();
        }
        return session;
    }

    /** A connection of the replica, or null if it failed or is of no use to this unit of work. */
    private @Nullable Session tryReplica(TenantTarget target, Decision decision, @Nullable ReadAfterWritePin pin)
            throws SQLException {
        Node node = decision.node();
        Session session;
        try {
            session = sessions.take(target, decision);
        } catch (SQLException e) {
            if (isOfTheTenant(e)) {
                node.health().succeeded();
            }
            if (isOfTheTenant(e) || isOfTheSetUp(e) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            ReplicaOutages.failed(target.dataSourceName(), node, e);
            return null;
        }
        ReplicaOutages.answered(target.dataSourceName(), node);
        if (pin instanceof UnitOfWork unit && !sticks(unit.of(target.dataSourceName()), node, session)) {
            sessions.release(target, decision, session, session.wrapper());
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

    // It would fail on the next replica in the same way, and has already cost the transaction.
    private static boolean isOfTheSetUp(SQLException failure) {
        return ((DataFailure) failure).details().kind() == DataErrorKind.USAGE;
    }

    private boolean sticks(Stickiness memory, Node node, Session session) {
        if (memory.confirm(node.index(), session.openedNanos(), nanoTime.getAsLong())) {
            return true;
        }
        if (memory.replica() == node.index()) {
            memory.lose();
        }
        return false;
    }
}
