package io.holdfast.internal.datasource;

import io.holdfast.internal.datasource.pool.ConnectionSource;
import io.holdfast.internal.datasource.pool.DataSourceSettings;
import io.holdfast.internal.datasource.pool.ServerPool;
import io.holdfast.internal.datasource.pool.SessionPlans;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.routing.Node;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.tenancy.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data source as one tenant sees it: the pools shared with other tenants, and the session state that makes a connection this
 * tenant's.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class TenantTarget {

    private final PooledDataSource dataSource;
    private final @Nullable TenantId tenant;
    private final @Nullable String schema;
    private final SessionPlans write;
    private final SessionPlans read;

    /**
     * Makes a target.
     *
     * @param dataSource the data source
     * @param tenant the tenant, or null for none
     * @param schema the tenant's schema, or null for the login's default
     * @param variables session variables, by name
     * @throws IllegalArgumentException if the schema or a variable has no place in this database
     */
    public TenantTarget(
            PooledDataSource dataSource,
            @Nullable TenantId tenant,
            @Nullable String schema,
            Map<String, String> variables) {
        this.dataSource = dataSource;
        this.tenant = tenant;
        this.schema = schema;
        String here = schema != null ? schema : dataSource.homeSchema();
        boolean server = dataSource.hasServerNodes();
        this.write =
                SessionPlans.of(dataSource.settings().dialect(), new SessionTarget(here, variables, false), server);
        this.read = SessionPlans.of(dataSource.settings().dialect(), new SessionTarget(here, variables, true), server);
    }

    /**
     * The tenant.
     *
     * @return the tenant, or null
     */
    public @Nullable TenantId tenant() {
        return tenant;
    }

    /**
     * The schema.
     *
     * @return the schema, or null
     */
    public @Nullable String schema() {
        return schema;
    }

    /**
     * The nodes.
     *
     * @return the nodes of the data source
     */
    public NodeGroup nodes() {
        return dataSource.nodes();
    }

    /**
     * The name of the data source.
     *
     * @return the name
     */
    public String dataSourceName() {
        return dataSource.nodes().name();
    }

    /**
     * The data source.
     *
     * @return the data source, shared by its tenants
     */
    public PooledDataSource dataSource() {
        return dataSource;
    }

    DataSourceSettings settings() {
        return dataSource.settings();
    }

    ConnectionSource source(Node node) {
        return dataSource.source(node);
    }

    /** Whether the primary is a data source of the server, which takes part in transactions by itself. */
    boolean isOfServer() {
        return source(nodes().primary()) instanceof ServerPool;
    }

    SessionPlans plans(boolean forReading) {
        return forReading ? read : write;
    }

    @Nullable String tenantName() {
        return tenant == null ? null : tenant.value();
    }

    /** For messages: {@code tenant 'acme' on data source 'orders'}. */
    String description() {
        return (tenant == null ? "" : "tenant '" + tenant + "' on ") + "data source '" + dataSourceName() + "'";
    }
}
