package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.KeyIndex;
import io.holdfast.internal.config.key.KeyName;
import io.holdfast.spi.TenantSource.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Collects the data sources and gives each tenant its own. */
final class DataSourceCatalog {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final ConfigValues values;
    private final KeyIndex index;
    private final DataSourceReader reader;
    private final DraftResolver resolver;
    private final TenantDefaults defaults;
    private final SortedMap<String, DataSourceDraft> drafts = new TreeMap<>();
    private final SortedMap<String, String> namesInLowerCase = new TreeMap<>();
    private final SortedMap<String, DataSourceConfig> resolved = new TreeMap<>();
    private Optional<DataSourceDraft> template = Optional.empty();
    private boolean named;

    DataSourceCatalog(
            ConfigValues values,
            KeyIndex index,
            DataSourceReader reader,
            DraftResolver resolver,
            TenantDefaults defaults) {
        this.values = values;
        this.index = index;
        this.reader = reader;
        this.resolver = resolver;
        this.defaults = defaults;
    }

    /** Reads the named data sources and the template. */
    void read(List<Tenant> tenants) {
        if (index.hasTemplate() || hasPrimary(ConfigKeys.TEMPLATE_PREFIX)) {
            template = Optional.of(reader.template());
            template.ifPresent(resolver::checkTemplate);
        }
        for (String name : names(tenants)) {
            named = true;
            if (isUsableName(name)) {
                DataSourceDraft draft = reader.named(name);
                drafts.put(name, draft);
                resolver.resolve(name, draft).ifPresent(config -> resolved.put(name, config));
            }
        }
        defaults.dataSource()
                .filter(shared -> !has(shared.value()))
                .ifPresent(shared -> reportMissing(shared.key(), shared.value()));
    }

    /** Whether nothing was even named, in a usable way or not. */
    boolean isEmpty() {
        return !named && template.isEmpty();
    }

    boolean has(String name) {
        return drafts.containsKey(name);
    }

    boolean hasTemplate() {
        return template.isPresent();
    }

    /** Those that could be resolved, template-made ones included. */
    SortedMap<String, DataSourceConfig> resolved() {
        return resolved;
    }

    DataSourceDraft draftOf(String name) {
        return drafts.getOrDefault(name, template.orElse(null));
    }

    /** The tenant with its data source named, or empty if it has none, which was reported. */
    Optional<Tenant> assigned(Tenant tenant) {
        if (tenant.dataSource().isPresent()) {
            String own = tenant.dataSource().get();
            if (!has(own)) {
                reportMissing(keyOf(tenant), own);
            }
            return existing(tenant, own);
        }
        if (defaults.dataSource().isPresent()) {
            // If it is missing that was reported, once and not per tenant.
            return existing(tenant, defaults.dataSource().get().value());
        }
        if (template.isPresent()) {
            return made(tenant, template.get());
        }
        String id = tenant.id().value();
        return has(id) ? existing(tenant, id) : none(tenant);
    }

    private Optional<Tenant> existing(Tenant tenant, String dataSource) {
        return has(dataSource) ? Optional.of(with(tenant, dataSource, defaults.schemaOf(tenant))) : Optional.empty();
    }

    private Optional<Tenant> made(Tenant tenant, DataSourceDraft draft) {
        String id = tenant.id().value();
        String taken = namesInLowerCase.putIfAbsent(id.toLowerCase(Locale.ROOT), id);
        if (taken != null) {
            values.problem(ConfigProblem.of(
                    keyOf(tenant),
                    "is unset, so tenant '" + id
                            + "' gets a data source of its name from the template, but there is one"
                            + " named '" + taken
                            + "'; expected names that differ not only in case. Name the tenant's data"
                            + " source, or rename the other"));
            return Optional.empty();
        }
        resolver.resolveFor(id, draft).ifPresent(config -> resolved.put(id, config));
        return Optional.of(with(
                tenant,
                id,
                tenant.schema().or(() -> draft.schema().map(s -> TenantReader.fill(s.value(), tenant.id())))));
    }

    private static Tenant with(Tenant tenant, String dataSource, Optional<String> schema) {
        return new Tenant(tenant.id(), Optional.of(dataSource), schema, tenant.sessionVariables());
    }

    private void reportMissing(String key, String dataSource) {
        values.problem(ConfigProblem.of(
                key,
                dataSource,
                "names no data source; expected " + namesText() + ". Correct the name, or set '"
                        + ConfigKeys.DATA_SOURCE_PREFIX + "<name>.primary.url'"));
    }

    private Optional<Tenant> none(Tenant tenant) {
        values.problem(ConfigProblem.of(
                keyOf(tenant),
                "is unset, there is no template and no data source is named '" + tenant.id() + "'; expected "
                        + namesText() + ". Name one here, or for all tenants in '"
                        + ConfigKeys.TENANCY_DATA_SOURCE.name() + "', or set '" + ConfigKeys.TEMPLATE_PREFIX
                        + "primary.url'"));
        return Optional.empty();
    }

    private String namesText() {
        if (drafts.isEmpty()) {
            return "the name of a data source";
        }
        return drafts.size() > 10
                ? "one of " + drafts.size() + " names"
                : "one of " + String.join(", ", drafts.keySet());
    }

    private static String keyOf(Tenant tenant) {
        return ConfigKeys.TENANT_PREFIX + KeyName.quotedIfNeeded(tenant.id().value()) + "."
                + ConfigKeys.TENANT_DATA_SOURCE.name();
    }

    /** Listed, or guessed: a config source that cannot list its keys still answers for a name. */
    private SortedSet<String> names(List<Tenant> tenants) {
        SortedSet<String> names = new TreeSet<>(index.dataSources());
        names.addAll(explicitNames());
        Set<String> guesses = new TreeSet<>(Set.of(HoldfastConfig.DEFAULT_DATA_SOURCE));
        defaults.dataSource().ifPresent(shared -> guesses.add(shared.value()));
        boolean ofTheirNames = template.isEmpty() && defaults.dataSource().isEmpty();
        for (Tenant tenant : tenants) {
            if (tenant.dataSource().isPresent() || ofTheirNames) {
                guesses.add(tenant.dataSource().orElse(tenant.id().value()));
            }
        }
        guesses.removeAll(names);
        for (String guess : guesses) {
            if (NAME.matcher(guess).matches() && hasPrimary(prefixOf(guess))) {
                names.add(guess);
            }
        }
        return names;
    }

    private List<String> explicitNames() {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : values.list(ConfigKeys.DATA_SOURCES, ConfigKeys.DATA_SOURCES.name())) {
            if (seen.add(name)) {
                names.add(name);
            } else {
                values.problem(ConfigProblem.of(
                        ConfigKeys.DATA_SOURCES.name(), name, "is listed twice; expected each name once. Remove one"));
            }
        }
        return names;
    }

    private boolean isUsableName(String name) {
        if (!NAME.matcher(name).matches()) {
            values.problem(ConfigProblem.of(
                    ConfigKeys.DATA_SOURCE_PREFIX + ConfigProblem.shown(name),
                    "is no name for a data source; expected ASCII letters, digits, '.', '_' or '-'. Rename it"));
            return false;
        }
        String taken = namesInLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (taken != null) {
            values.problem(ConfigProblem.of(
                    prefixOf(name) + "primary.url",
                    "makes a second data source of one name: there is '" + taken
                            + "' already; expected names that differ" + " not only in case. Rename one"));
        }
        return taken == null;
    }

    private boolean hasPrimary(String prefix) {
        String primary = prefix + ConfigKeys.PRIMARY + ".";
        return values.text(primary + ConfigKeys.URL.name())
                .or(() -> values.text(primary + ConfigKeys.JNDI.name()))
                .isPresent();
    }

    private static String prefixOf(String name) {
        return ConfigKeys.DATA_SOURCE_PREFIX + KeyName.quotedIfNeeded(name) + ".";
    }
}
