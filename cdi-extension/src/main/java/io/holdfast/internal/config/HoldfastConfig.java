package io.holdfast.internal.config;

import io.holdfast.AccessIntent;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.spi.TenantSource;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * The whole configuration, validated.
 *
 * @param dataSources by name, those made from the template included
 * @param tenants sorted by id; the data source of each is named and exists
 * @param tenantsVersion the version that the tenant source gave its list
 * @param absentTenant what to do without a tenant
 * @param unknownTenant what to do with an unknown one
 * @param routing how to route
 * @param defaultDataSourceBean whether to offer {@code @Inject DataSource}
 * @param web what the servlet filter does
 * @param outbox what the outbox does
 */
public record HoldfastConfig(
        SortedMap<String, DataSourceConfig> dataSources,
        List<TenantSource.Tenant> tenants,
        String tenantsVersion,
        TenantPolicy absentTenant,
        TenantPolicy unknownTenant,
        Routing routing,
        boolean defaultDataSourceBean,
        WebConfig web,
        OutboxSettings outbox) {

    /** Name of the data source that serves whoever names no tenant. */
    public static final String DEFAULT_DATA_SOURCE = "default";

    /** What to do when a tenant is absent or unknown. */
    public enum TenantPolicy {
        /** Refuse. */
        REJECT,
        /** Use the data source named {@code default}. */
        DEFAULT
    }

    /**
     * How to route.
     *
     * @param defaultIntent the intent of a connection for which nothing was declared
     * @param probeInterval how long a failed node is skipped before one caller tries it again
     * @param primaryWhenNoReplica whether reads go to the primary when no replica is usable; else they fail
     */
    public record Routing(AccessIntent defaultIntent, Duration probeInterval, boolean primaryWhenNoReplica) {}
}
