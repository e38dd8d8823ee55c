package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.key.ConfigKey;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.KeyName;
import io.holdfast.internal.config.key.OutboxKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds keys that nothing reads, most of them typing errors.
 *
 * <p>An environment variable is listed by some implementations under a name made up from it ({@code HOLDFAST_POOL_MAX_SIZE} as
 * {@code holdfast.pool.max.size}). Such a name counts as read when a key was asked for that the variable answers.
 */
final class UnknownKeys {

    private static final int SHOWN = 50;
    private static final Set<String> AREAS = areas();

    private final ConfigValues values;
    private final HoldfastConfig config;

    UnknownKeys(ConfigValues values, HoldfastConfig config) {
        this.values = values;
        this.config = config;
    }

    List<String> warnings(boolean tenantsFromElsewhere) {
        List<String> unread = unread();
        List<String> warnings = new ArrayList<>();
        for (String key : unread.subList(0, Math.min(SHOWN, unread.size()))) {
            warnings.add(warning(key, tenantsFromElsewhere));
        }
        if (unread.size() > SHOWN) {
            warnings.add((unread.size() - SHOWN) + " more keys under 'holdfast.' are not read.");
        }
        return warnings;
    }

    private List<String> unread() {
        Set<String> variables = new HashSet<>();
        values.asked().forEach(key -> variables.add(variableOf(key)));
        List<String> unread = new ArrayList<>();
        for (String key : values.listed()) {
            if (key.startsWith(ConfigKeys.PREFIX)
                    && !values.asked().contains(key)
                    && !comesFromVariable(key, variables)) {
                unread.add(key);
            }
        }
        return unread;
    }

    private boolean comesFromVariable(String key, Set<String> asked) {
        String variable = variableOf(key);
        boolean isVariable = values.listed().contains(variable) || System.getenv(variable) != null;
        // A variable of another purpose, such as HOLDFAST_SERVICE_HOST in Kubernetes, is no typing error of ours.
        return isVariable
                && (asked.contains(variable)
                        || !AREAS.contains(KeyName.split(key).get(1)));
    }

    /** The name of the environment variable that answers for a key, by the rule of MicroProfile Config. */
    private static String variableOf(String key) {
        StringBuilder name = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            name.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }

    private String warning(String key, boolean tenantsFromElsewhere) {
        String shown = ConfigProblem.shown(key);
        List<String> parts = KeyName.split(key);
        boolean ofTenants = key.equals(ConfigKeys.TENANTS.name()) || key.startsWith(ConfigKeys.TENANT_PREFIX);
        if (ofTenants && tenantsFromElsewhere) {
            return "Key '" + shown + "' is not read: the tenants come from a tenant source.";
        }
        if (parts.get(1).equals("tenant") && parts.size() > 3 && !isTenant(KeyName.unquoted(parts.get(2)))) {
            return "Key '" + shown + "' is not read: no such tenant is listed in '" + ConfigKeys.TENANTS.name() + "'"
                    + nearestTenant(KeyName.unquoted(parts.get(2))) + ".";
        }
        return "Key '" + shown + "' is not known. The nearest known key is '" + nearest(key, parts) + "'.";
    }

    private boolean isTenant(String id) {
        return config.tenants().stream().anyMatch(tenant -> tenant.id().value().equals(id));
    }

    private String nearestTenant(String id) {
        List<String> ids =
                config.tenants().stream().map(tenant -> tenant.id().value()).toList();
        return ids.isEmpty() ? "" : "; the nearest is '" + NearestText.of(id, ids) + "'";
    }

    private String nearest(String key, List<String> parts) {
        Set<String> candidates = new TreeSet<>();
        ConfigKeys.GLOBAL.forEach(global -> candidates.add(global.name()));
        ConfigKeys.WEB.forEach(web -> candidates.add(web.name()));
        OutboxKeys.GENERAL.forEach(outbox -> candidates.add(outbox.name()));
        addAll(candidates, ConfigKeys.POOL_PREFIX, ConfigKeys.POOL);
        addDataSource(candidates, ConfigKeys.TEMPLATE_PREFIX, "<replica>");
        addAll(candidates, ConfigKeys.TEMPLATE_PREFIX, ConfigKeys.TEMPLATE);
        String name = parts.size() > 3 ? parts.get(2) : "<name>";
        String replica = parts.size() > 5 ? parts.get(4) : "<replica>";
        addDataSource(candidates, ConfigKeys.DATA_SOURCE_PREFIX + name + ".", replica);
        addAll(candidates, ConfigKeys.TENANT_PREFIX + name + ".", ConfigKeys.TENANT);
        String channel = parts.size() > 4 ? parts.get(3) : "<name>";
        addAll(candidates, OutboxKeys.CHANNEL_PREFIX + channel + ".", OutboxKeys.CHANNEL);
        return NearestText.of(key, candidates);
    }

    private static void addDataSource(Set<String> candidates, String prefix, String replica) {
        List<ConfigKey> inherited = new ArrayList<>(ConfigKeys.LOGIN);
        inherited.addAll(ConfigKeys.POOL);
        addAll(candidates, prefix, ConfigKeys.DATA_SOURCE);
        addAll(candidates, prefix, inherited);
        for (String node : List.of("primary.", "replica." + replica + ".")) {
            addAll(candidates, prefix + node, ConfigKeys.NODE_ONLY);
            addAll(candidates, prefix + node, inherited);
        }
    }

    private static void addAll(Set<String> candidates, String prefix, List<ConfigKey> keys) {
        keys.forEach(key -> candidates.add(prefix + key.name()));
    }

    private static Set<String> areas() {
        Set<String> areas =
                new HashSet<>(Set.of("datasource", "datasource-template", "tenant", "pool", "web", "outbox"));
        ConfigKeys.GLOBAL.forEach(key -> areas.add(KeyName.split(key.name()).get(1)));
        return Set.copyOf(areas);
    }
}
