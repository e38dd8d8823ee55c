package io.holdfast.internal.registry;

import io.holdfast.TenantDataSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds.
 *
 * @param byTenant by tenant id
 * @param byName those without a tenant, by the name of the data source
 * @param all the default one first, then by data source name and tenant id
 * @param defaultDataSource the one for whoever names no tenant, or null
 */
record RegistryContent(
        Map<String, RegisteredDataSource> byTenant,
        Map<String, RegisteredDataSource> byName,
        List<TenantDataSource> all,
        @Nullable RegisteredDataSource defaultDataSource) {

    RegistryContent {
        byTenant = Map.copyOf(byTenant);
        byName = Map.copyOf(byName);
        all = List.copyOf(all);
    }
}
