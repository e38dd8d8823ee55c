package io.holdfast.internal.datasource;

import io.holdfast.NodeRole;
import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.datasource.pool.ConnectionSource;
import io.holdfast.internal.datasource.pool.DataSourceSettings;
import io.holdfast.internal.datasource.pool.NodePool;
import io.holdfast.internal.datasource.pool.ServerPool;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.internal.routing.NodeHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One data source: its nodes and their pools, shared by all of its tenants.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> owned by the registry; opens nothing by itself.
 */
public final class PooledDataSource {

    private final NodeGroup nodes;
    private final @Nullable String homeSchema;
    private final DataSourceSettings settings;
    private final ConnectionSource primary;
    private final ConnectionSource[] replicas;
    private final NodeConfig primaryConfig;

    /**
     * Prepares a data source. Opens nothing.
     *
     * @param config its configuration
     * @param dialect its dialect
     * @param users the number of tenants it serves, whoever uses it without a tenant counted as one
     * @param schemaPerTenant whether any of them has a schema
     * @param probeInterval how long a failed node is skipped
     * @param engine what all data sources share
     */
    public PooledDataSource(
            DataSourceConfig config,
            Dialect dialect,
            int users,
            boolean schemaPerTenant,
            Duration probeInterval,
            ConnectionEngine engine) {
        boolean reset = config.sessionReset() == SessionReset.ALWAYS
                || config.sessionReset() == SessionReset.SHARED && users > 1;
        this.settings = new DataSourceSettings(
                config.name(),
                dialect,
                reset,
                schemaPerTenant,
                config.sessionTimeout(),
                config.leakTimeout(),
                engine.housekeeper(),
                engine.budget());
        LongSupplier nanoTime = engine.nanoTime();
        Node primaryNode = node(config, config.primary(), NodeRole.PRIMARY, 0, probeInterval, nanoTime);
        this.primary = source(primaryNode, config.primary(), engine);
        List<Node> replicaNodes = new ArrayList<>();
        this.replicas = new ConnectionSource[config.replicas().size()];
        for (int i = 0; i < replicas.length; i++) {
            NodeConfig replica = config.replicas().get(i);
            Node node = node(config, replica, NodeRole.REPLICA, i, probeInterval, nanoTime);
            replicaNodes.add(node);
            replicas[i] = source(node, replica, engine);
        }
        this.primaryConfig = config.primary();
        this.homeSchema = config.primary().server().isPresent()
                ? null
                : dialect.homeSchema(config.primary().url()).orElse(null);
        this.nodes = new NodeGroup(config.name(), primaryNode, replicaNodes);
    }

    private ConnectionSource source(Node node, NodeConfig config, ConnectionEngine engine) {
        if (config.server().isPresent()) {
            return new ServerPool(node, config.server().get(), settings, engine.transactions(), engine.nanoTime());
        }
        engine.budget().add(config.url(), config.pool().maxSize());
        return new NodePool(node, config, settings, engine.nanoTime());
    }

    private Stream<ConnectionSource> sources() {
        return Stream.concat(Stream.of(primary), Stream.of(replicas));
    }

    private static Node node(
            DataSourceConfig config, NodeConfig node, NodeRole role, int index, Duration probe, LongSupplier nanoTime) {
        return new Node(config.name(), node.name(), role, index, new NodeHealth(probe, nanoTime));
    }

    /**
     * The nodes.
     *
     * @return the nodes
     */
    public NodeGroup nodes() {
        return nodes;
    }

    /**
     * Where a session without a configured schema belongs, if it has to be sent back by name.
     *
     * @return the schema, or null
     */
    public @Nullable String homeSchema() {
        return homeSchema;
    }

    /**
     * What all of its pools share.
     *
     * @return the settings
     */
    public DataSourceSettings settings() {
        return settings;
    }

    /** Whether any node is a data source of the server. */
    boolean hasServerNodes() {
        return sources().anyMatch(ServerPool.class::isInstance);
    }

    /**
     * The configuration of its primary.
     *
     * @return the configuration
     */
    public NodeConfig primaryConfig() {
        return primaryConfig;
    }

    /**
     * The connections of a node.
     *
     * @param node one of its nodes
     * @return where they come from
     */
    public ConnectionSource source(Node node) {
        return node.role() == NodeRole.PRIMARY ? primary : replicas[node.index()];
    }

    /**
     * What cannot be guaranteed with this kind of database.
     *
     * @return sentences for the log
     */
    public Stream<String> gaps() {
        return settings.dialect().gaps().stream()
                .map(gap -> "HOLDF00350: Data source '" + settings.name() + "' ("
                        + settings.dialect().name() + "): " + gap);
    }

    /**
     * Looks the data sources of the server up. Opens no connection.
     *
     * @return what is wrong, one sentence for each name
     */
    public Stream<String> nameProblems() {
        return sources()
                .filter(ServerPool.class::isInstance)
                .flatMap(source -> ((ServerPool) source).nameProblem().stream());
    }

    /** Closes all pools. */
    public void close() {
        sources().forEach(ConnectionSource::close);
    }
}
