package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.ConfigValues.Setting;
import io.holdfast.internal.config.key.KeyIndex;
import io.holdfast.internal.config.key.KeyName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the keys of one data source or of the template. */
final class DataSourceReader {

    private static final Pattern REPLICA_NAME = Pattern.compile("[a-z0-9_-]+");

    private final ConfigValues values;
    private final KeyIndex index;

    DataSourceReader(ConfigValues values, KeyIndex index) {
        this.values = values;
        this.index = index;
    }

    DataSourceDraft template() {
        return read(
                ConfigKeys.TEMPLATE_PREFIX,
                values.setting(ConfigKeys.TEMPLATE_PREFIX + ConfigKeys.TEMPLATE_SCHEMA.name()));
    }

    DataSourceDraft named(String name) {
        return read(ConfigKeys.DATA_SOURCE_PREFIX + KeyName.quotedIfNeeded(name) + ".", Optional.empty());
    }

    /** Session settings below a prefix, by their names. */
    Map<String, Setting> variables(String prefix) {
        Map<String, Setting> variables = new TreeMap<>();
        for (String name : index.variables(prefix)) {
            values.setting(prefix + "session-variable." + name)
                    .ifPresent(setting -> variables.put(KeyName.unquoted(name), setting));
        }
        return variables;
    }

    private DataSourceDraft read(String prefix, Optional<Setting> schema) {
        return new DataSourceDraft(
                prefix,
                values.word(ConfigKeys.DIALECT, prefix + ConfigKeys.DIALECT.name())
                        .orElse("auto"),
                nodes(prefix),
                variables(prefix),
                values.choice(ConfigKeys.SESSION_RESET, prefix + ConfigKeys.SESSION_RESET.name(), SessionReset.SHARED),
                values.duration(ConfigKeys.SESSION_TIMEOUT, prefix + ConfigKeys.SESSION_TIMEOUT.name()),
                values.duration(ConfigKeys.LEAK_TIMEOUT, prefix + ConfigKeys.LEAK_TIMEOUT.name()),
                values.flag(ConfigKeys.JNDI_EXCLUSIVE, prefix + ConfigKeys.JNDI_EXCLUSIVE.name()),
                schema);
    }

    private List<NodeDraft> nodes(String prefix) {
        NodeReader reader = new NodeReader(values, index, prefix);
        List<NodeDraft> nodes = new ArrayList<>();
        nodes.add(reader.read(ConfigKeys.PRIMARY, prefix + ConfigKeys.PRIMARY + "."));
        for (String replica : replicaNames(prefix)) {
            nodes.add(reader.read(replica, prefix + ConfigKeys.REPLICA + "." + replica + "."));
        }
        if (nodes.stream().allMatch(node -> node.url().isEmpty() && node.jndi().isPresent())) {
            reader.refuseUnusable(prefix, nodes.get(0).placeKey());
        }
        return nodes;
    }

    private SortedSet<String> replicaNames(String prefix) {
        String listKey = prefix + ConfigKeys.REPLICAS.name();
        SortedSet<String> names = new TreeSet<>(index.replicas(prefix));
        Set<String> seen = new HashSet<>();
        for (String name : values.list(ConfigKeys.REPLICAS, listKey)) {
            if (!seen.add(name)) {
                values.problem(
                        ConfigProblem.of(listKey, name, "is listed twice; expected each replica once. Remove one"));
            }
        }
        names.addAll(seen);
        names.removeIf(name -> !isReplicaName(prefix, name));
        return names;
    }

    private boolean isReplicaName(String prefix, String name) {
        if (REPLICA_NAME.matcher(name).matches() && !name.equals(ConfigKeys.PRIMARY)) {
            return true;
        }
        values.problem(
                ConfigProblem.of(
                        prefix + ConfigKeys.REPLICA + "." + ConfigProblem.shown(name),
                        "is no name for a replica; expected lower-case letters, digits, '_' or '-', and not 'primary'. Rename it"));
        return false;
    }
}
