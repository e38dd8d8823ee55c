package io.holdfast.internal.config.key;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the listed keys name: data sources, replicas, channels, session variables, properties. Built in one pass. */
public final class KeyIndex {

    private static final String SESSION_VARIABLE = "session-variable";
    private static final String PROPERTY = "property";
    private static final Set<String> FIRST_PARTS = firstParts();

    private final SortedSet<String> dataSources = new TreeSet<>();
    private final Map<String, SortedSet<String>> replicas = new HashMap<>();
    private final Map<String, SortedSet<String>> named = new HashMap<>();
    private final SortedSet<String> channels = new TreeSet<>();
    private boolean template;

    /** Looks through the listed keys. */
    public KeyIndex(Iterable<String> listed) {
        for (String key : listed) {
            if (key.startsWith(ConfigKeys.PREFIX)) {
                add(KeyName.split(key));
            }
        }
    }

    /** Names of data sources that some key speaks of. */
    public SortedSet<String> dataSources() {
        return dataSources;
    }

    /** Names of channels of the outbox that some key speaks of. */
    public SortedSet<String> channels() {
        return channels;
    }

    /** Whether some key speaks of the template. */
    public boolean hasTemplate() {
        return template;
    }

    /** Names of replicas below the prefix of a data source. */
    public SortedSet<String> replicas(String prefix) {
        return replicas.getOrDefault(prefix, new TreeSet<>());
    }

    /** Names of session variables, as written in the keys, below a prefix. */
    public SortedSet<String> variables(String prefix) {
        return named.getOrDefault(prefix + SESSION_VARIABLE + ".", new TreeSet<>());
    }

    /** Names of driver properties, as written in the keys, below a prefix. */
    public SortedSet<String> properties(String prefix) {
        return named.getOrDefault(prefix + PROPERTY + ".", new TreeSet<>());
    }

    private void add(List<String> parts) {
        switch (parts.get(1)) {
            case "datasource" -> addDataSource(parts);
            case "datasource-template" -> {
                template |= parts.size() > 2;
                addBelow(ConfigKeys.TEMPLATE_PREFIX, parts.subList(2, parts.size()));
            }
            case "tenant" -> {
                if (parts.size() > 3) {
                    addBelow(ConfigKeys.TENANT_PREFIX + parts.get(2) + ".", parts.subList(3, parts.size()));
                }
            }
            case "outbox" -> {
                if (parts.size() > 4 && parts.get(2).equals("channel")) {
                    channels.add(KeyName.unquoted(parts.get(3)));
                    addBelow(OutboxKeys.CHANNEL_PREFIX + parts.get(3) + ".", parts.subList(4, parts.size()));
                }
            }
            default -> {
                // Has no names in it.
            }
        }
    }

    private void addDataSource(List<String> parts) {
        // An environment variable of a data source "my-ds" may be listed as my.ds: then "ds" is no key and "my" no data
        // source.
        if (parts.size() > 3 && FIRST_PARTS.contains(parts.get(3))) {
            dataSources.add(KeyName.unquoted(parts.get(2)));
            addBelow(ConfigKeys.DATA_SOURCE_PREFIX + parts.get(2) + ".", parts.subList(3, parts.size()));
        }
    }

    private void addBelow(String prefix, List<String> rest) {
        if (rest.size() < 2) {
            return;
        }
        String first = rest.get(0);
        if (first.equals(SESSION_VARIABLE) || first.equals(PROPERTY)) {
            String name = String.join(".", rest.subList(1, rest.size()));
            named.computeIfAbsent(prefix + first + ".", any -> new TreeSet<>()).add(name);
        } else if (first.equals(ConfigKeys.PRIMARY)) {
            addBelow(prefix + ConfigKeys.PRIMARY + ".", rest.subList(1, rest.size()));
        } else if (first.equals(ConfigKeys.REPLICA) && rest.size() > 2) {
            replicas.computeIfAbsent(prefix, any -> new TreeSet<>()).add(KeyName.unquoted(rest.get(1)));
            addBelow(prefix + ConfigKeys.REPLICA + "." + rest.get(1) + ".", rest.subList(2, rest.size()));
        }
    }

    private static Set<String> firstParts() {
        Set<String> parts = new HashSet<>(Set.of(ConfigKeys.PRIMARY, ConfigKeys.REPLICA, SESSION_VARIABLE, PROPERTY));
        for (List<ConfigKey> keys : List.of(ConfigKeys.DATA_SOURCE, ConfigKeys.LOGIN, ConfigKeys.POOL)) {
            keys.forEach(key -> parts.add(key.name()));
        }
        return Set.copyOf(parts);
    }
}
