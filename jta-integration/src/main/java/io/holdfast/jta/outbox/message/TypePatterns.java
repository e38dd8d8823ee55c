package io.holdfast.jta.outbox.message;

/** Matches type aliases. */
public final class TypePatterns {

    private TypePatterns() {}

    /**
     * Tells whether a pattern takes a type.
     *
     * @param pattern an alias, or its beginning and {@code *}
     * @param type the alias
     * @return true if it does
     */
    public static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
