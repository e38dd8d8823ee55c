package io.holdfast.internal.config.key;

import java.util.List;
import java.util.Optional;

/**
 * One setting: what it is called after the prefix of its level, what it accepts and what it means. The reference page is made
 * from these.
 *
 * @param name the key, or its part after the prefix of its level
 * @param domain what it accepts
 * @param defaultValue what holds when it is unset, written as in the configuration; empty if there is no such value
 * @param meaning what it does, one sentence
 * @param unset what holds when it is unset, in words
 */
public record ConfigKey(String name, Domain domain, Optional<String> defaultValue, String meaning, String unset) {

    static ConfigKey of(Type type, String name, String meaning, String unset) {
        return new ConfigKey(name, new Domain(type, List.of(), "", ""), Optional.empty(), meaning, unset);
    }

    static ConfigKey text(String name, String byDefault, String meaning) {
        return new ConfigKey(
                name, new Domain(Type.TEXT, List.of(), "", ""), Optional.of(byDefault), meaning, "`" + byDefault + "`");
    }

    /** The first choice is the default. */
    static ConfigKey choice(String name, List<String> choices, String meaning) {
        String byDefault = choices.get(0);
        return new ConfigKey(
                name, new Domain(Type.CHOICE, choices, "", ""), Optional.of(byDefault), meaning, "`" + byDefault + "`");
    }

    /** A choice whose default depends on the rest of the configuration. */
    static ConfigKey openChoice(String name, List<String> choices, String meaning, String unset) {
        return new ConfigKey(name, new Domain(Type.CHOICE, choices, "", ""), Optional.empty(), meaning, unset);
    }

    static ConfigKey flag(String name, boolean byDefault, String meaning) {
        String value = String.valueOf(byDefault);
        return new ConfigKey(
                name, new Domain(Type.BOOLEAN, List.of(), "", ""), Optional.of(value), meaning, "`" + value + "`");
    }

    static ConfigKey integer(String name, Bounds bounds, String meaning) {
        return bounded(Type.INTEGER, name, bounds, meaning);
    }

    static ConfigKey duration(String name, Bounds bounds, String meaning) {
        return bounded(Type.DURATION, name, bounds, meaning);
    }

    private static ConfigKey bounded(Type type, String name, Bounds bounds, String meaning) {
        Domain domain = new Domain(type, List.of(), bounds.min(), bounds.max());
        return new ConfigKey(name, domain, Optional.of(bounds.byDefault()), meaning, "`" + bounds.byDefault() + "`");
    }

    /** What was expected, as the end of an error message. */
    public String expected() {
        return switch (domain.type()) {
            case CHOICE -> "expected one of " + String.join(", ", domain.choices());
            case BOOLEAN -> "expected true or false";
            case INTEGER -> "expected a whole number from " + domain.min() + " to " + domain.max();
            case DURATION ->
                "expected a duration from " + domain.min() + " to " + domain.max()
                        + ", written as 10s, 500ms, 2m, 1h or in ISO-8601 as PT10S";
            case URL -> "expected a JDBC URL, beginning with jdbc:";
            case SECRET, PATH, LIST, TEXT -> "expected " + domain.type().words();
        };
    }

    /** Kinds of values. */
    enum Type {
        TEXT("a text"),
        LIST("names, separated by commas"),
        CHOICE("one of a few words"),
        BOOLEAN("true or false"),
        INTEGER("a whole number"),
        DURATION("a duration"),
        URL("a JDBC URL"),
        PATH("the path of a readable file"),
        SECRET("a secret text");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * What a key accepts.
     *
     * @param type the kind of value
     * @param choices the words of a {@link Type#CHOICE}
     * @param min the smallest value of a number or duration, else empty
     * @param max the largest value of a number or duration, else empty
     */
    record Domain(Type type, List<String> choices, String min, String max) {}

    /** Smallest, largest and default value of a number or duration. */
    record Bounds(String min, String max, String byDefault) {}
}
