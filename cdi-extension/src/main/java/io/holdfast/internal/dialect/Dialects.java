package io.holdfast.internal.dialect;

import java.util.List;
import java.util.Map;

/**
 * The dialects there are.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Dialects {

    private static final Dialect GENERIC = new GenericDialect();
    private static final Map<String, Dialect> BY_NAME = Map.of("generic", GENERIC);
    private Dialects() {}

    /**
     * The dialect of a name of the configuration.
     *
     * @param name for instance {@code postgresql}
     * @return the dialect
     * @throws IllegalArgumentException if there is none
     */
    public static Dialect byName(String name) {
        Dialect dialect = BY_NAME.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException("there is no dialect of that name; expected one of " + List.of(BY_NAME.keySet()));
        }
        return dialect;
    }

    /**
     * The dialect for a JDBC URL.
     *
     * @param url the URL
     * @return the dialect of the database it names, or the generic one
     */
    public static Dialect forUrl(String url) {
        String rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : "";
        return BY_NAME.getOrDefault(rest.substring(0, Math.max(0, rest.indexOf(':'))), GENERIC);
    }
}
