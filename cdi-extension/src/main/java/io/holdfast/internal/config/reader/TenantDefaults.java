package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.tenancy.TenantId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The data source and the schema of tenants that name none, so that 500 tenants do not need a key each. */
final class TenantDefaults {

    private final Optional<Setting> dataSource;
    private final Optional<Setting> schema;
    private final Set<TenantId> schemaGiven = new HashSet<>();

    private TenantDefaults(Optional<Setting> dataSource, Optional<Setting> schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    static TenantDefaults read(ConfigValues values) {
        Optional<Setting> dataSource = values.setting(ConfigKeys.TENANCY_DATA_SOURCE.name());
        Optional<Setting> schema = values.setting(ConfigKeys.TENANCY_SCHEMA.name());
        Optional<Setting> usable = schema.filter(setting -> DraftResolver.hasPlaceholder(setting.value()));
        if (schema.isPresent() && usable.isEmpty()) {
            values.problem(ConfigProblem.of(
                    ConfigKeys.TENANCY_SCHEMA.name(),
                    schema.get().value(),
                    "has no {tenant} in it, so all tenants would share one schema; expected {tenant} in it."
                            + " Put it in, or name the schema of single tenants with '" + ConfigKeys.TENANT_PREFIX
                            + "<tenant>." + ConfigKeys.TENANT_SCHEMA.name() + "'"));
        }
        return new TenantDefaults(dataSource, usable);
    }

    /** The data source of tenants that name none. */
    Optional<Setting> dataSource() {
        return dataSource;
    }

    /** The schema of tenants that name none, with the placeholder in it. */
    Optional<Setting> schema() {
        return schema;
    }

    /** The schema of a tenant whose data source is not made from the template: its own, else the default. */
    Optional<String> schemaOf(Tenant tenant) {
        if (tenant.schema().isPresent() || schema.isEmpty()) {
            return tenant.schema();
        }
        schemaGiven.add(tenant.id());
        return schema.map(setting -> TenantReader.fill(setting.value(), tenant.id()));
    }

    /** Whether the tenant was given the default schema. */
    boolean gaveSchemaTo(Tenant tenant) {
        return schemaGiven.contains(tenant.id());
    }

    boolean gaveSchema() {
        return !schemaGiven.isEmpty();
    }
}
