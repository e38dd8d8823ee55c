package io.holdfast.internal.routing;

import java.util.List;

/**
 * The nodes of one data source.
 *
 * <p><strong>Threading:</strong> immutable but for the turn of the replicas, which is thread-safe.
 */
public final class NodeGroup {

    private final String name;
    private final Node primary;
    private final Node[] replicas;
    private final RoundRobin turn;

    /**
     * Groups nodes.
     *
     * @param name name of the data source
     * @param primary the primary
     * @param replicas the replicas, their index being their place in the list
     */
    public NodeGroup(String name, Node primary, List<Node> replicas) {
        this.name = name;
        this.primary = primary;
        this.replicas = replicas.toArray(Node[]::new);
        this.turn = new RoundRobin(Math.max(1, this.replicas.length));
    }

    /**
     * The name of the data source.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The primary.
     *
     * @return the primary
     */
    public Node primary() {
        return primary;
    }

    /**
     * The number of replicas.
     *
     * @return zero or more
     */
    public int replicaCount() {
        return replicas.length;
    }

    /**
     * A replica.
     *
     * @param index its place
     * @return the replica
     */
    public Node replica(int index) {
        return replicas[index];
    }

    RoundRobin turn() {
        return turn;
    }
}
