package io.holdfast.internal.routing;

import io.holdfast.AccessIntent;
import io.holdfast.NodeRole;
import io.holdfast.Route;
import io.holdfast.RouteReason;

/**
 * One node of a data source: its health, and its decisions, made once.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Node {

    private final String name;
    private final NodeRole role;
    private final int index;
    private final NodeHealth health;
    // By ordinal: an EnumMap checks the class of its key at each look-up.
    private final Decision[] decisions = new Decision[RouteReason.values().length];

    /**
     * Makes a node.
     *
     * @param dataSource name of its data source
     * @param name its name
     * @param role its role
     * @param index its place among the replicas
     * @param health its health
     */
    public Node(String dataSource, String name, NodeRole role, int index, NodeHealth health) {
        this.name = name;
        this.role = role;
        this.index = index;
        this.health = health;
        for (RouteReason reason : RouteReason.values()) {
            Route route = new Route(dataSource, name, role, intentOf(reason), reason);
            decisions[reason.ordinal()] = new Decision(this, route);
        }
    }

    private static AccessIntent intentOf(RouteReason reason) {
        return switch (reason) {
            case WRITE_INTENT, DEFAULT_INTENT, IN_TRANSACTION -> AccessIntent.WRITE;
            default -> AccessIntent.READ;
        };
    }

    /**
     * The name.
     *
     * @return {@code primary} or the replica's name
     */
    public String name() {
        return name;
    }

    /**
     * The role.
     *
     * @return primary or replica
     */
    public NodeRole role() {
        return role;
    }

    /**
     * The place among the replicas.
     *
     * @return an index; 0 for the primary
     */
    public int index() {
        return index;
    }

    /**
     * The health.
     *
     * @return the health
     */
    public NodeHealth health() {
        return health;
    }

    /**
     * The decision to come here for a reason.
     *
     * @param reason the reason
     * @return always the same object for the same reason
     */
    public Decision because(RouteReason reason) {
        return decisions[reason.ordinal()];
    }

    /**
     * A decision: the node and the route that tells of it.
     *
     * @param node the node
     * @param route the route
     */
    public record Decision(Node node, Route route) {

        /**
         * Tells whether the connection has to refuse writes.
         *
         * @return true for a read
         */
        public boolean isRead() {
            return route.intent() == AccessIntent.READ;
        }
    }
}
