package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.KeyName;
import io.holdfast.internal.dialect.Dialect;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.internal.dialect.Dialects;
import io.holdfast.spi.TenantSource.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks that need more than one key: who uses which data source, and whether its database can do what is asked. */
final class CrossChecks {

    private final ConfigValues values;
    private final DataSourceCatalog catalog;
    private final TenantDefaults defaults;
    private final List<String> warnings;

    CrossChecks(ConfigValues values, DataSourceCatalog catalog, TenantDefaults defaults, List<String> warnings) {
        this.values = values;
        this.catalog = catalog;
        this.defaults = defaults;
        this.warnings = warnings;
    }

    /** Reports what is wrong and gives the configuration back with its dialects named. */
    HoldfastConfig check(HoldfastConfig config) {
        checkPolicies(config);
        Map<String, List<Tenant>> users = new TreeMap<>();
        for (Tenant tenant : config.tenants()) {
            users.computeIfAbsent(tenant.dataSource().orElseThrow(), any -> new ArrayList<>())
                    .add(tenant);
        }
        SortedMap<String, DataSourceConfig> dataSources = new TreeMap<>();
        for (DataSourceConfig dataSource : config.dataSources().values()) {
            dataSources.put(dataSource.name(), checked(dataSource, users, config));
        }
        warnOfUnused(config.tenants().isEmpty());
        return new HoldfastConfig(
                dataSources,
                config.tenants(),
                config.tenantsVersion(),
                config.absentTenant(),
                config.unknownTenant(),
                config.routing(),
                config.defaultDataSourceBean(),
                config.web(),
                config.outbox());
    }

    private void warnOfUnused(boolean noTenants) {
        String why = "there are no tenants. List them in '" + ConfigKeys.TENANTS.name() + "'.";
        boolean shared = defaults.dataSource().isPresent();
        if (catalog.hasTemplate() && (noTenants || shared)) {
            warnUnused(
                    ConfigKeys.TEMPLATE_PREFIX + "*",
                    noTenants
                            ? why
                            : "'" + ConfigKeys.TENANCY_DATA_SOURCE.name()
                                    + "' wins over it for each tenant that names no data source. Remove one of the two.");
        }
        if (shared && noTenants) {
            warnUnused(ConfigKeys.TENANCY_DATA_SOURCE.name(), why);
        }
        if (defaults.schema().isPresent() && !defaults.gaveSchema()) {
            warnUnused(
                    ConfigKeys.TENANCY_SCHEMA.name(),
                    noTenants
                            ? why
                            : "each tenant names its schema or has a data source from the template, whose schema is '"
                                    + ConfigKeys.TEMPLATE_PREFIX + ConfigKeys.TEMPLATE_SCHEMA.name() + "'.");
        }
    }

    private void warnUnused(String key, String why) {
        warnings.add("'" + key + "' is not used: " + why);
    }

    private void checkPolicies(HoldfastConfig config) {
        checkPolicy(ConfigKeys.ABSENT.name(), config.absentTenant(), config);
        checkPolicy(ConfigKeys.UNKNOWN.name(), config.unknownTenant(), config);
    }

    private void checkPolicy(String key, TenantPolicy policy, HoldfastConfig config) {
        if (policy == TenantPolicy.REJECT) {
            return;
        }
        if (config.tenants().stream().anyMatch(CrossChecks::hasSchemaOnDefault)) {
            values.problem(ConfigProblem.of(
                    key,
                    "default",
                    "has no schema to use: the data source 'default' is divided among tenants by schema. Give whoever has no"
                            + " tenant another data source of that name, or set 'reject' here"));
        }
        if (!catalog.has(HoldfastConfig.DEFAULT_DATA_SOURCE)) {
            values.problem(ConfigProblem.of(
                    key,
                    "default",
                    "needs a data source named 'default', and there is none. Set 'holdfast.datasource.default.primary.url',"
                            + " or 'reject' here"));
        }
    }

    private static boolean hasSchemaOnDefault(Tenant tenant) {
        return tenant.schema().isPresent()
                && tenant.dataSource()
                        .filter(HoldfastConfig.DEFAULT_DATA_SOURCE::equals)
                        .isPresent();
    }

    private DataSourceConfig checked(
            DataSourceConfig dataSource, Map<String, List<Tenant>> users, HoldfastConfig config) {
        List<Tenant> tenants = users.getOrDefault(dataSource.name(), List.of());
        DataSourceDraft draft = catalog.draftOf(dataSource.name());
        boolean tenantless = tenants.isEmpty() || isFallback(dataSource, config);
        if (tenantless) {
            refuseTenantVariables(draft, tenants.isEmpty());
        }
        checkSharing(dataSource, draft, tenants, isFallback(dataSource, config));
        Optional<Dialect> known = dialect(dataSource, draft);
        known.ifPresent(dialect -> {
            checkSessions(dataSource, dialect, draft, tenants);
            new ServerPoolChecks(values).check(dataSource, dialect, draft, tenants);
        });
        return new DataSourceConfig(
                dataSource.name(),
                known.map(Dialect::name).orElse("auto"),
                dataSource.primary(),
                dataSource.replicas(),
                dataSource.sessionVariables(),
                dataSource.sessionReset(),
                dataSource.sessionTimeout(),
                dataSource.leakTimeout());
    }

    private static boolean isFallback(DataSourceConfig dataSource, HoldfastConfig config) {
        return dataSource.name().equals(HoldfastConfig.DEFAULT_DATA_SOURCE)
                && (config.absentTenant() == TenantPolicy.DEFAULT || config.unknownTenant() == TenantPolicy.DEFAULT);
    }

    private void refuseTenantVariables(DataSourceDraft draft, boolean unused) {
        draft.sessionVariables().values().forEach(setting -> {
            if (DraftResolver.hasPlaceholder(setting.value())) {
                values.problem(ConfigProblem.of(
                        setting.key(),
                        setting.value(),
                        "has {tenant} in it where no tenant can be: "
                                + (unused
                                        ? "no tenant uses this data source"
                                        : "callers without a tenant use this data source")
                                + ". Assign tenants to it, or write a fixed value"));
            }
        });
    }

    private void checkSharing(
            DataSourceConfig dataSource, DataSourceDraft draft, List<Tenant> tenants, boolean fallback) {
        int parties = tenants.size() + (fallback ? 1 : 0);
        if (parties > 1 && dataSource.sessionReset() == SessionReset.TRACKED) {
            values.problem(
                    ConfigProblem.of(
                            draft.prefix() + ConfigKeys.SESSION_RESET.name(),
                            "tracked",
                            "is unsafe here: data source '" + dataSource.name() + "' serves " + parties
                                    + " parties, and what one leaves in a session the next would see. Use 'shared' or 'always'"));
        }
        Map<Object, Tenant> seen = new HashMap<>();
        for (Tenant tenant : tenants) {
            Tenant twin = seen.putIfAbsent(List.of(tenant.schema(), variables(dataSource, tenant)), tenant);
            if (twin != null) {
                warnings.add(
                        "Tenants '" + twin.id() + "' and '" + tenant.id() + "' share data source '" + dataSource.name()
                                + "', and neither a schema nor a session variable tells them apart. If the application does not"
                                + " either, set '" + ConfigKeys.TENANT_PREFIX + "<tenant>.schema', or '"
                                + ConfigKeys.TENANCY_SCHEMA.name() + "' for all.");
                return;
            }
        }
    }

    private Optional<Dialect> dialect(DataSourceConfig dataSource, DataSourceDraft draft) {
        if (!dataSource.dialect().equals("auto")) {
            return Optional.of(Dialects.byName(dataSource.dialect()));
        }
        if (dataSource.primary().server().isPresent()) {
            values.problem(ConfigProblem.of(
                    draft.prefix() + ConfigKeys.DIALECT.name(),
                    "is unset, and the name of a data source of the server does not tell the kind of database; "
                            + ConfigKeys.DIALECT.expected() + ", other than auto. Set it"));
            return Optional.empty();
        }
        Dialect dialect = Dialects.forUrl(dataSource.primary().url());
        for (int i = 0; i < dataSource.replicas().size(); i++) {
            NodeConfig replica = dataSource.replicas().get(i);
            if (replica.server().isEmpty()
                    && !Dialects.forUrl(replica.url()).name().equals(dialect.name())) {
                values.problem(ConfigProblem.of(
                        draft.nodes().get(i + 1).urlKey(),
                        "is of another kind of database than the primary's, which is " + dialect.name()
                                + "; expected one kind. Correct the URL, or set '" + draft.prefix()
                                + ConfigKeys.DIALECT.name() + "'"));
            }
        }
        return Optional.of(dialect);
    }

    private void checkSessions(
            DataSourceConfig dataSource, Dialect dialect, DataSourceDraft draft, List<Tenant> tenants) {
        refusalOf(dialect, new SessionTarget(null, dataSource.sessionVariables(), false))
                .ifPresent(why -> values.problem(ConfigProblem.of(draft.prefix() + "session-variable", why)));
        for (Tenant tenant : tenants) {
            String prefix = ConfigKeys.TENANT_PREFIX
                    + KeyName.quotedIfNeeded(tenant.id().value()) + ".";
            tenant.schema()
                    .ifPresent(schema -> refusalOf(dialect, schema)
                            .ifPresent(why -> reportSchema(
                                    dialect, tenant, prefix + ConfigKeys.TENANT_SCHEMA.name(), schema, why)));
            refusalOf(dialect, new SessionTarget(null, tenant.sessionVariables(), false))
                    .ifPresent(why -> values.problem(ConfigProblem.of(prefix + "session-variable", why)));
        }
    }

    private void reportSchema(Dialect dialect, Tenant tenant, String key, String schema, String why) {
        if (!defaults.gaveSchemaTo(tenant)) {
            values.problem(ConfigProblem.of(key, schema, why));
            return;
        }
        String pattern = defaults.schema().orElseThrow().value();
        // What is wrong for the shortest id is wrong for all: equal problems are reported once.
        boolean forAll = refusalOf(dialect, pattern.replace(ConfigKeys.TENANT_PLACEHOLDER, "t"))
                .isPresent();
        values.problem(ConfigProblem.of(
                ConfigKeys.TENANCY_SCHEMA.name(),
                pattern,
                forAll
                        ? why
                        : "gives tenant '" + tenant.id() + "' a name that " + why
                                + ". Shorten it, or give the tenant a schema of its own"));
    }

    private static Optional<String> refusalOf(Dialect dialect, String schema) {
        return refusalOf(dialect, new SessionTarget(schema, Map.of(), false));
    }

    private static Optional<String> refusalOf(Dialect dialect, SessionTarget target) {
        if (target.schema() == null && target.variables().isEmpty()) {
            return Optional.empty();
        }
        try {
            dialect.plan(target, false);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> variables(DataSourceConfig dataSource, Tenant tenant) {
        Map<String, String> variables = new TreeMap<>();
        dataSource
                .sessionVariables()
                .forEach((name, value) -> variables.put(name, TenantReader.fill(value, tenant.id())));
        variables.putAll(tenant.sessionVariables());
        return variables;
    }
}
