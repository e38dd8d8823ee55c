package io.holdfast.internal.registry;

import io.holdfast.TenantDataSource;
import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.PooledDataSource;
import io.holdfast.internal.datasource.TenantTarget;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialects;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the content of the registry from the configuration. Opens nothing. */
final class RegistryBuilder {

    private static final String TENANT = "{tenant}";

    private final HoldfastConfig config;
    private final ConnectionEngine engine;
    private final List<PooledDataSource> dataSources = new ArrayList<>();
    private final Map<String, RegisteredDataSource> byTenant = new TreeMap<>();
    private final Map<String, RegisteredDataSource> byName = new TreeMap<>();

    RegistryBuilder(HoldfastConfig config, ConnectionEngine engine) {
        this.config = config;
        this.engine = engine;
    }

    /** The data sources that were made, for closing them. */
    List<PooledDataSource> dataSources() {
        return dataSources;
    }

    RegistryContent build() {
        Map<String, List<Tenant>> tenants = config.tenants().stream()
                .collect(Collectors.groupingBy(tenant -> tenant.dataSource().orElseThrow()));
        for (DataSourceConfig dataSource : config.dataSources().values()) {
            add(dataSource, tenants.getOrDefault(dataSource.name(), List.of()));
        }
        RegisteredDataSource first = byName.get(HoldfastConfig.DEFAULT_DATA_SOURCE);
        return new RegistryContent(byTenant, byName, inOrder(first), first);
    }

    private void add(DataSourceConfig dataSource, List<Tenant> tenants) {
        boolean schemas = tenants.stream().anyMatch(tenant -> tenant.schema().isPresent());
        boolean withoutTenant = tenants.isEmpty() || isFallback(dataSource);
        int users = tenants.size() + (withoutTenant ? 1 : 0);
        PooledDataSource pools = new PooledDataSource(
                dataSource,
                dialect(dataSource),
                users,
                schemas,
                config.routing().probeInterval(),
                engine);
        dataSources.add(pools);
        for (Tenant tenant : tenants) {
            byTenant.put(tenant.id().value(), register(pools, dataSource, tenant));
        }
        if (withoutTenant) {
            byName.put(dataSource.name(), register(pools, dataSource, null));
        }
    }

    private boolean isFallback(DataSourceConfig dataSource) {
        return dataSource.name().equals(HoldfastConfig.DEFAULT_DATA_SOURCE)
                && (config.absentTenant() == TenantPolicy.DEFAULT || config.unknownTenant() == TenantPolicy.DEFAULT);
    }

    private static Dialect dialect(DataSourceConfig dataSource) {
        return dataSource.dialect().equals("auto")
                ? Dialects.forUrl(dataSource.primary().url())
                : Dialects.byName(dataSource.dialect());
    }

    private RegisteredDataSource register(
            PooledDataSource pools, DataSourceConfig dataSource, @Nullable Tenant tenant) {
        TenantId id = tenant == null ? null : tenant.id();
        String schema = tenant == null ? null : tenant.schema().orElse(null);
        TenantTarget target = new TenantTarget(pools, id, schema, variables(dataSource, tenant));
        return new RegisteredDataSource(target, engine);
    }

    private static Map<String, String> variables(DataSourceConfig dataSource, @Nullable Tenant tenant) {
        Map<String, String> variables = new TreeMap<>();
        dataSource.sessionVariables().forEach((name, value) -> {
            if (tenant != null) {
                variables.put(name, value.replace(TENANT, tenant.id().value()));
            } else if (!value.contains(TENANT)) {
                variables.put(name, value);
            }
        });
        if (tenant != null) {
            variables.putAll(tenant.sessionVariables());
        }
        return variables;
    }

    private List<TenantDataSource> inOrder(@Nullable RegisteredDataSource first) {
        List<TenantDataSource> rest = new ArrayList<>(byTenant.values());
        rest.addAll(byName.values());
        rest.remove(first);
        rest.sort(Comparator.comparing(TenantDataSource::name)
                .thenComparing(
                        dataSource -> dataSource.tenant().map(TenantId::value).orElse("")));
        if (first != null) {
            rest.add(0, first);
        }
        return rest;
    }
}
