package io.holdfast.internal.registry;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.Route;
import io.holdfast.TenantDataSource;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.TenantTarget;
import io.holdfast.internal.tenancy.CurrentWork;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry: immutable maps, made at boot.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class FrozenRegistry implements DataSourceRegistry {

    private final Map<String, RegisteredDataSource> byTenant;
    private final Map<String, RegisteredDataSource> byName;
    private final List<TenantDataSource> all;
    private final @Nullable RegisteredDataSource defaultDataSource;
    private final TenantPolicy absent;
    private final TenantPolicy unknown;
    private final ConnectionEngine engine;
    private final CurrentWork work;

    FrozenRegistry(
            RegistryContent content,
            TenantPolicy absent,
            TenantPolicy unknown,
            ConnectionEngine engine,
            CurrentWork work) {
        this.byTenant = content.byTenant();
        this.byName = content.byName();
        this.all = content.all();
        this.defaultDataSource = content.defaultDataSource();
        this.absent = absent;
        this.unknown = unknown;
        this.engine = engine;
        this.work = work;
    }

    @Override
    public RegisteredDataSource forTenant(String tenant) {
        return forTenant(TenantId.of(tenant));
    }

    private RegisteredDataSource forTenant(TenantId tenant) {
        RegisteredDataSource found = byTenant.get(tenant.value());
        if (found != null) {
            return found;
        }
        if (unknown == TenantPolicy.DEFAULT && defaultDataSource != null) {
            return defaultDataSource;
        }
        throw RegistryFailures.unknownTenant(tenant);
    }

    @Override
    public Optional<TenantDataSource> find(String tenant) {
        return tenant == null ? Optional.empty() : Optional.ofNullable(byTenant.get(tenant));
    }

    @Override
    public TenantDataSource named(String name) {
        RegisteredDataSource found = byName.get(name);
        if (found == null) {
            throw RegistryFailures.noDataSource(name, byName.keySet());
        }
        return found;
    }

    @Override
    public RegisteredDataSource current() {
        WorkFrame frame = work.frame();
        TenantId tenant = frame == null ? null : frame.tenant();
        if (tenant != null) {
            return forTenant(tenant);
        }
        if (absent == TenantPolicy.DEFAULT && defaultDataSource != null) {
            return defaultDataSource;
        }
        throw RegistryFailures.absentTenant(frame != null);
    }

    @Override
    public List<TenantDataSource> all() {
        return all;
    }

    @Override
    public Connection acquire(TenantDataSource dataSource, AccessIntent intent, ReadAfterWritePin pin) {
        TenantTarget target = registered(dataSource).target();
        try {
            return engine.acquire(target, intent, pin);
        } catch (SQLException e) {
            throw RegisteredDataSource.unchecked(e);
        }
    }

    @Override
    public Connection acquire(TenantDataSource dataSource, ReadRequirement requirement) {
        TenantTarget target = registered(dataSource).target();
        try {
            return engine.acquire(target, requirement);
        } catch (SQLException e) {
            throw RegisteredDataSource.unchecked(e);
        }
    }

    @Override
    public Connection acquire(AccessIntent intent) {
        return current().acquire(intent);
    }

    @Override
    public Route explain(String tenant, AccessIntent intent) {
        return engine.explain(forTenant(tenant).target(), intent);
    }

    private static RegisteredDataSource registered(TenantDataSource dataSource) {
        if (dataSource instanceof RegisteredDataSource registered) {
            return registered;
        }
        throw new IllegalArgumentException(
                "HOLDF00330: The data source does not come from this registry. Get it by forTenant, find, named or current.");
    }
}
