package io.holdfast.internal.config.reader;

import io.holdfast.AccessIntent;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.HoldfastConfig.Routing;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.KeyIndex;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.spi.TenantSource;
import io.holdfast.spi.TenantSource.Catalog;
import io.holdfast.spi.TenantSource.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the whole configuration once. Opens no connection.
 *
 * <p>{@link #read} finds <em>all</em> problems before it gives up, so that a deployment fails once and not once per typing error.
 *
 * <p><strong>Threading:</strong> {@link #read} may be called by any thread; nothing is shared.
 */
public final class ConfigReader {

    private final ConfigValues values;
    private final KeyIndex index;
    private final TenantReader tenantReader;
    private final TenantDefaults defaults;
    private final DataSourceCatalog catalog;
    private final List<String> warnings = new ArrayList<>();

    private ConfigReader(Config config) {
        values = new ConfigValues(config);
        index = new KeyIndex(values.listed());
        DataSourceReader reader = new DataSourceReader(values, index);
        tenantReader = new TenantReader(values, reader);
        defaults = TenantDefaults.read(values);
        catalog = new DataSourceCatalog(values, index, reader, new DraftResolver(values), defaults);
    }

    /**
     * Reads the configuration.
     *
     * @param config where from; not kept
     * @param tenantSource what replaces {@code holdfast.tenants}, or null
     * @return the frozen configuration, or all problems
     */
    public static Result read(Config config, @Nullable TenantSource tenantSource) {
        return new ConfigReader(config).read(tenantSource);
    }

    private Result read(@Nullable TenantSource tenantSource) {
        Routing routing = routing();
        boolean bean = values.flag(ConfigKeys.DATA_SOURCE_BEAN);
        WebConfig web = new WebReader(values).read();
        OutboxSettings outbox = new OutboxReader(values, index).read();
        Catalog tenants = tenantReader.read(tenantSource);
        catalog.read(tenants.tenants());
        if (catalog.isEmpty()) {
            if (defaults.dataSource().isEmpty()) {
                reportNoDataSource(!tenants.tenants().isEmpty());
            }
            return result(Optional.empty());
        }
        List<Tenant> assigned = new ArrayList<>();
        tenants.tenants().forEach(tenant -> catalog.assigned(tenant).ifPresent(assigned::add));
        TenantPolicy absent = absent(!tenants.tenants().isEmpty());
        TenantPolicy unknown = values.choice(ConfigKeys.UNKNOWN, ConfigKeys.UNKNOWN.name(), TenantPolicy.REJECT);
        HoldfastConfig config = new HoldfastConfig(
                catalog.resolved(),
                List.copyOf(assigned),
                tenants.version(),
                absent,
                unknown,
                routing,
                bean,
                web,
                outbox);
        HoldfastConfig checked = new CrossChecks(values, catalog, defaults, warnings).check(config);
        warnings.addAll(new UnknownKeys(values, checked).warnings(tenantSource != null));
        return result(Optional.of(checked));
    }

    private Result result(Optional<HoldfastConfig> config) {
        List<ConfigProblem> problems = values.problems();
        return new Result(problems.isEmpty() ? config : Optional.empty(), problems, List.copyOf(warnings));
    }

    private Routing routing() {
        boolean read = values.word(ConfigKeys.DEFAULT_INTENT, ConfigKeys.DEFAULT_INTENT.name())
                .filter("read"::equals)
                .isPresent();
        boolean fail = values.word(ConfigKeys.NO_REPLICA, ConfigKeys.NO_REPLICA.name())
                .filter("fail"::equals)
                .isPresent();
        return new Routing(
                read ? AccessIntent.READ : AccessIntent.WRITE,
                values.duration(ConfigKeys.PROBE_INTERVAL, ConfigKeys.PROBE_INTERVAL.name()),
                !fail);
    }

    private TenantPolicy absent(boolean tenants) {
        boolean single = !tenants && catalog.has(HoldfastConfig.DEFAULT_DATA_SOURCE);
        return values.word(ConfigKeys.ABSENT, ConfigKeys.ABSENT.name())
                .map(word -> TenantPolicy.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(single ? TenantPolicy.DEFAULT : TenantPolicy.REJECT);
    }

    private void reportNoDataSource(boolean tenants) {
        String first = tenants ? ConfigKeys.TEMPLATE_PREFIX : ConfigKeys.DATA_SOURCE_PREFIX + "default.";
        String url = tenants ? "jdbc:postgresql://localhost/{tenant}" : "jdbc:postgresql://localhost/app";
        values.problem(ConfigProblem.of(
                first + "primary.url",
                "is missing: no data source is configured. Begin with these two lines in"
                        + " META-INF/microprofile-config.properties: " + first + "primary.url=" + url + " and " + first
                        + "primary.username=app"));
    }

    /**
     * What came of it.
     *
     * @param config the configuration, empty if there is any problem
     * @param problems all that is wrong, sorted by key
     * @param warnings what is suspicious, for the log
     */
    public record Result(Optional<HoldfastConfig> config, List<ConfigProblem> problems, List<String> warnings) {

        /**
         * All problems as the message of one deployment failure.
         *
         * @return the message, with its id
         */
        public String failureMessage() {
            SortedSet<String> lines = new TreeSet<>();
            problems.forEach(problem -> lines.add(problem.toString()));
            return "HOLDF00100: The configuration has " + problems.size()
                    + (problems.size() == 1 ? " problem:" : " problems:") + "\n  - " + String.join("\n  - ", lines);
        }
    }
}
