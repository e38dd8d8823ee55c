package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import io.holdfast.internal.config.key.KeyName;
import io.holdfast.spi.TenantSource;
import io.holdfast.spi.TenantSource.Catalog;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the list of tenants: from the configuration, or from the source that replaces it. */
final class TenantReader {

    private static final Catalog NONE = new Catalog("none", List.of());

    private final ConfigValues values;
    private final DataSourceReader dataSources;

    TenantReader(ConfigValues values, DataSourceReader dataSources) {
        this.values = values;
        this.dataSources = dataSources;
    }

    /** The tenants, sorted by id and each once. */
    Catalog read(@Nullable TenantSource other) {
        Catalog catalog = other == null ? configured() : loaded(other);
        List<Tenant> tenants = new ArrayList<>();
        Set<TenantId> seen = new HashSet<>();
        for (Tenant tenant : catalog.tenants()) {
            if (seen.add(tenant.id())) {
                tenants.add(filled(tenant));
            } else {
                values.problem(ConfigProblem.of(
                        ConfigKeys.TENANTS.name(),
                        tenant.id().value(),
                        "is listed twice; expected each tenant once. Remove one"));
            }
        }
        tenants.sort(Comparator.comparing(Tenant::id));
        return new Catalog(catalog.version(), tenants);
    }

    private Catalog loaded(TenantSource other) {
        try {
            return other.load();
        } catch (RuntimeException e) {
            values.problem(ConfigProblem.of(
                    ConfigKeys.TENANTS.name(),
                    "could not be loaded by the tenant source "
                            + other.getClass().getName() + " (" + e.getClass().getSimpleName()
                            + "); expected a list of tenants. See the log of that source"));
            return NONE;
        }
    }

    private Catalog configured() {
        List<Tenant> tenants = new ArrayList<>();
        for (String id : values.list(ConfigKeys.TENANTS, ConfigKeys.TENANTS.name())) {
            if (TenantId.isWellFormed(id)) {
                tenants.add(configured(TenantId.of(id)));
            } else {
                values.problem(ConfigProblem.of(
                        ConfigKeys.TENANTS.name(),
                        id,
                        "is no id of a tenant; expected 1 to 64 ASCII letters, digits, '.', '_' or '-', beginning with a"
                                + " letter or digit. Rename the tenant"));
            }
        }
        return new Catalog("config", tenants);
    }

    private Tenant configured(TenantId id) {
        String prefix = ConfigKeys.TENANT_PREFIX + KeyName.quotedIfNeeded(id.value()) + ".";
        Map<String, String> variables = new TreeMap<>();
        dataSources.variables(prefix).forEach((name, setting) -> variables.put(name, setting.value()));
        Optional<Setting> dataSource = values.setting(prefix + ConfigKeys.TENANT_DATA_SOURCE.name());
        Optional<Setting> schema = values.setting(prefix + ConfigKeys.TENANT_SCHEMA.name());
        return new Tenant(id, dataSource.map(Setting::value), schema.map(Setting::value), variables);
    }

    private static Tenant filled(Tenant tenant) {
        Map<String, String> variables = new TreeMap<>();
        tenant.sessionVariables().forEach((name, value) -> variables.put(name, fill(value, tenant.id())));
        return new Tenant(
                tenant.id(), tenant.dataSource(), tenant.schema().map(text -> fill(text, tenant.id())), variables);
    }

    static String fill(String text, TenantId id) {
        return text.replace(ConfigKeys.TENANT_PLACEHOLDER, id.value());
    }
}
