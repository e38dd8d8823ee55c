package io.holdfast.internal.routing;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.RouteReason;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.tenancy.Stickiness;
import io.holdfast.internal.tenancy.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Decides which node a connection goes to, outside a write transaction. Allocates nothing once a unit of work has used the data
 * source.
 *
 * <p><strong>Threading:</strong> stateless and thread-safe.
 */
public final class Router {

    private Router() {}

    /**
     * Decides for a write: the primary.
     *
     * @param nodes the data source
     * @param declared whether the intent was declared, or is only the default
     * @return the decision
     */
    public static Decision write(NodeGroup nodes, boolean declared) {
        return nodes.primary().because(declared ? RouteReason.WRITE_INTENT : RouteReason.DEFAULT_INTENT);
    }

    /**
     * Decides for a read. A replica that is chosen is remembered by the unit of work.
     *
     * @param nodes the data source
     * @param requirement how fresh it has to be
     * @param pin what was written so far: a {@link UnitOfWork}, another pin, or null if nobody remembers
     * @return the decision
     */
    public static Decision read(NodeGroup nodes, ReadRequirement requirement, @Nullable ReadAfterWritePin pin) {
        RouteReason forced = forcedToPrimary(nodes, requirement, pin);
        if (forced != null) {
            return nodes.primary().because(forced);
        }
        if (pin instanceof UnitOfWork unit) {
            return readInUnit(nodes, unit.of(nodes.name()));
        }
        Node replica = nextUsable(nodes);
        return replica != null
                ? replica.because(RouteReason.READ_INTENT)
                : nodes.primary().because(RouteReason.NO_REPLICA_USABLE);
    }

    /**
     * Tells what {@link #read} would decide, and changes nothing.
     *
     * @param nodes the data source
     * @param requirement how fresh it has to be
     * @param pin as for {@link #read}
     * @return the decision
     */
    public static Decision explainRead(NodeGroup nodes, ReadRequirement requirement, @Nullable ReadAfterWritePin pin) {
        RouteReason forced = forcedToPrimary(nodes, requirement, pin);
        if (forced != null) {
            return nodes.primary().because(forced);
        }
        Stickiness memory = pin instanceof UnitOfWork unit ? unit.peek(nodes.name()) : null;
        int chosen = memory == null ? Stickiness.NONE : memory.replica();
        if (chosen >= 0 && nodes.replica(chosen).health().isUp()) {
            return nodes.replica(chosen).because(RouteReason.READ_INTENT);
        }
        if (chosen == Stickiness.ON_PRIMARY) {
            return nodes.primary().because(RouteReason.READ_ON_PRIMARY);
        }
        if (chosen == Stickiness.LOST || chosen >= 0 && memory != null && memory.hasRead()) {
            return nodes.primary().because(RouteReason.REPLICA_LOST);
        }
        int start = nodes.turn().peek();
        for (int i = 0; i < nodes.replicaCount(); i++) {
            Node replica = nodes.replica((start + i) % nodes.replicaCount());
            if (replica.health().isUp()) {
                return replica.because(RouteReason.READ_INTENT);
            }
        }
        return nodes.primary().because(RouteReason.NO_REPLICA_USABLE);
    }

    private static @Nullable RouteReason forcedToPrimary(
            NodeGroup nodes, ReadRequirement requirement, @Nullable ReadAfterWritePin pin) {
        if (requirement == ReadRequirement.primary()) {
            return RouteReason.PRIMARY_REQUIRED;
        }
        if (nodes.replicaCount() == 0) {
            return RouteReason.NO_REPLICA_CONFIGURED;
        }
        if (pin == null) {
            return RouteReason.NO_UNIT_OF_WORK;
        }
        return pin.isPinned(nodes.name()) ? RouteReason.PINNED : null;
    }

    private static Decision readInUnit(NodeGroup nodes, Stickiness memory) {
        while (true) {
            int chosen = memory.replica();
            if (chosen == Stickiness.LOST) {
                return nodes.primary().because(RouteReason.REPLICA_LOST);
            }
            if (chosen == Stickiness.ON_PRIMARY) {
                return nodes.primary().because(RouteReason.READ_ON_PRIMARY);
            }
            if (chosen >= 0) {
                Node replica = nodes.replica(chosen);
                if (replica.health().tryUse()) {
                    return replica.because(RouteReason.READ_INTENT);
                }
                if (memory.hasRead()) {
                    memory.lose();
                    continue;
                }
            }
            Node next = nextUsable(nodes);
            if (next == null) {
                return nodes.primary().because(RouteReason.NO_REPLICA_USABLE);
            }
            if (memory.choose(chosen, next.index())) {
                return next.because(RouteReason.READ_INTENT);
            }
        }
    }

    private static @Nullable Node nextUsable(NodeGroup nodes) {
        int start = nodes.turn().next();
        for (int i = 0; i < nodes.replicaCount(); i++) {
            Node replica = nodes.replica((start + i) % nodes.replicaCount());
            if (replica.health().tryUse()) {
                return replica;
            }
        }
        return null;
    }
}
