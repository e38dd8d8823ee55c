package io.holdfast.internal.config.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** Typed reading of one configuration; whatever is wrong is collected and the default goes on in its place. */
public final class ConfigValues {

    private final Config config;
    private final SortedSet<String> listed = new TreeSet<>();
    private final Set<String> asked = new HashSet<>();
    // A key of a data source or of all pools is read for each node below it, and is reported once. By their texts: Java
    // 17
    // keeps the class loader of the last record whose equals was called, which here is that of a refused deployment.
    private final Map<String, ConfigProblem> problems = new LinkedHashMap<>();

    /** Reads from a configuration; looks nothing up yet but the names. */
    public ConfigValues(Config config) {
        this.config = config;
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(ConfigKeys.PREFIX) || name.startsWith("HOLDFAST_")) {
                listed.add(name);
            }
        }
    }

    /** All names that the sources could list: keys, and environment variables as they are. */
    public SortedSet<String> listed() {
        return listed;
    }

    /** All keys that were looked up. */
    public Set<String> asked() {
        return asked;
    }

    /** What is wrong, sorted by key. */
    public List<ConfigProblem> problems() {
        return problems.values().stream()
                .sorted(Comparator.comparing(ConfigProblem::key).thenComparing(ConfigProblem::message))
                .toList();
    }

    /** Notes what is wrong. */
    public void problem(ConfigProblem problem) {
        problems.putIfAbsent(problem.toString(), problem);
    }

    /** A text without white space around it; empty if there is none left. */
    public Optional<String> text(String key) {
        return verbatim(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** For passwords: white space belongs to them. */
    public Optional<String> verbatim(String key) {
        asked.add(key);
        try {
            Optional<String> value = config.getOptionalValue(key, String.class);
            if (value.isEmpty() && isUnresolved(key)) {
                problem(unresolved(key, ""));
            }
            return value;
        } catch (RuntimeException e) {
            // The message of the cause is not repeated: it may hold the value.
            problem(unresolved(key, " (" + e.getClass().getSimpleName() + ")"));
            return Optional.empty();
        }
    }

    /** An expression without a result makes an optional value empty: a password would silently be none. */
    private boolean isUnresolved(String key) {
        String raw = config.getConfigValue(key).getRawValue();
        return raw != null && raw.contains("${");
    }

    private static ConfigProblem unresolved(String key, String reason) {
        return ConfigProblem.of(
                key,
                "could not be read" + reason + "; expected a value whose ${...} expressions, if any, can be resolved."
                        + " Define what they name");
    }

    /** Names separated by commas. */
    public List<String> list(ConfigKey key, String fullKey) {
        Optional<String> text = text(fullKey);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String part : text.get().split(",", -1)) {
            String name = part.strip();
            if (name.isEmpty()) {
                problem(ConfigProblem.of(
                        fullKey, text.get(), "has an empty entry; " + key.expected() + ". Remove the comma too many"));
            } else {
                names.add(name);
            }
        }
        return names;
    }

    /** One of the key's words as a constant. */
    public <E extends Enum<E>> E choice(ConfigKey key, String fullKey, E byDefault) {
        return text(fullKey)
                .flatMap(text -> choiceOf(key, fullKey, text))
                .map(text -> enumOf(byDefault, text))
                .orElse(byDefault);
    }

    /** One of the key's words, or empty if unset or wrong. */
    public Optional<String> word(ConfigKey key, String fullKey) {
        return text(fullKey).flatMap(text -> choiceOf(key, fullKey, text));
    }

    private Optional<String> choiceOf(ConfigKey key, String fullKey, String text) {
        if (key.domain().choices().contains(text)) {
            return Optional.of(text);
        }
        problem(ConfigProblem.of(fullKey, text, key.expected()));
        return Optional.empty();
    }

    private static <E extends Enum<E>> E enumOf(E sample, String text) {
        return Enum.valueOf(sample.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
    }

    /** A key that stands on its own level. */
    public boolean flag(ConfigKey key) {
        return flag(key, key.name());
    }

    /** True or false, or the default. */
    public boolean flag(ConfigKey key, String fullKey) {
        boolean byDefault = Boolean.parseBoolean(key.defaultValue().orElseThrow());
        Optional<String> text = text(fullKey);
        if (text.isEmpty() || text.get().equals("true") || text.get().equals("false")) {
            return text.map(Boolean::parseBoolean).orElse(byDefault);
        }
        problem(ConfigProblem.of(fullKey, text.get(), key.expected()));
        return byDefault;
    }

    /** The whole number of a setting, or the default. */
    public int integer(ConfigKey key, Optional<Setting> setting) {
        int byDefault = Integer.parseInt(key.defaultValue().orElseThrow());
        if (setting.isEmpty()) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(setting.get().value());
            if (value >= Integer.parseInt(key.domain().min())
                    && value <= Integer.parseInt(key.domain().max())) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, with what was expected: the exception would add nothing.
        }
        problem(ConfigProblem.of(setting.get().key(), setting.get().value(), key.expected()));
        return byDefault;
    }

    /** The duration of a key, or its default. */
    public Duration duration(ConfigKey key, String fullKey) {
        return duration(key, setting(fullKey))
                .orElseGet(() -> known(key.defaultValue().orElseThrow()));
    }

    /** The duration of a setting; empty if it is unset or wrong. */
    public Optional<Duration> duration(ConfigKey key, Optional<Setting> setting) {
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> value = Durations.parse(setting.get().value())
                .filter(d -> d.compareTo(known(key.domain().min())) >= 0)
                .filter(d -> d.compareTo(known(key.domain().max())) <= 0);
        if (value.isEmpty()) {
            problem(ConfigProblem.of(setting.get().key(), setting.get().value(), key.expected()));
        }
        return value;
    }

    /** What a key is set to. */
    public Optional<Setting> setting(String fullKey) {
        return text(fullKey).map(value -> new Setting(fullKey, value));
    }

    /** The value of the first of the keys that has one. All count as asked for, so that none is called unknown. */
    public Optional<Setting> first(List<String> fullKeys) {
        asked.addAll(fullKeys);
        for (String fullKey : fullKeys) {
            Optional<Setting> found = setting(fullKey);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A duration that is known to be one, such as a bound. */
    public static Duration known(String text) {
        return Durations.parse(text).orElseThrow();
    }

    /** A value and the key that it came from. */
    public record Setting(String key, String value) {}
}
