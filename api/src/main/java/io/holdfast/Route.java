package io.holdfast;

import java.util.Objects;

/**
 * The outcome of one routing decision: a node and the reason for it.
 *
 * <p>Reachable from every connection of Holdfast by {@code connection.unwrap(Route.class)}, which decides the route if it was
 * still open, and from {@link DataSourceRegistry#explain(String, AccessIntent)} without taking a connection. Routes are
 * allocated once per node and reason, never per request.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @param dataSource name of the data source
 * @param node name of the node: {@code primary} or the name of the replica
 * @param role the node's role
 * @param intent what the connection may be used for; a {@link AccessIntent#READ} route is read-only also on the primary
 * @param reason why this node
 * @since 0.1
 */
public record Route(String dataSource, String node, NodeRole role, AccessIntent intent, RouteReason reason) {

    /**
     * Checks that nothing is missing.
     *
     * @param dataSource name of the data source
     * @param node name of the node: {@code primary} or the name of the replica
     * @param role the node's role
     * @param intent what the connection may be used for
     * @param reason why this node
     */
    public Route {
        Objects.requireNonNull(dataSource, "dataSource");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Tells whether the route leads to the primary.
     *
     * @return true for the primary, false for a replica
     */
    public boolean toPrimary() {
        return role == NodeRole.PRIMARY;
    }
}
