package io.holdfast.internal.config.key;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the full key
 * @param shownValue its value made safe to show, or null if there is none or it must not be shown
 * @param message what is wrong, what was expected and what to do
 */
public record ConfigProblem(String key, @Nullable String shownValue, String message) {

    private static final int SHOWN_LENGTH = 80;

    /** A problem without a value, or with one that must not be shown. */
    public static ConfigProblem of(String key, String message) {
        return new ConfigProblem(key, null, message);
    }

    /** Control characters do not reach a log, and a long value does not fill it. */
    public static ConfigProblem of(String key, String value, String message) {
        return new ConfigProblem(key, shown(value), message);
    }

    /** A text made safe to show. */
    public static String shown(String value) {
        String cut = value.length() > SHOWN_LENGTH ? value.substring(0, SHOWN_LENGTH) + "..." : value;
        StringBuilder safe = new StringBuilder(cut.length());
        cut.chars().forEach(c -> safe.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : (char) c));
        return safe.toString();
    }

    @Override
    public String toString() {
        return shownValue == null ? key + ": " + message : key + "=" + shownValue + ": " + message;
    }
}
