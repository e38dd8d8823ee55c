package io.holdfast.internal.dialect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dialects there are.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Dialects {

    private static final Dialect GENERIC = new GenericDialect();
    private static final Map<String, Dialect> BY_NAME = byName(List.of(
            new PostgresDialect(), new MySqlDialect("mysql"), new MySqlDialect("mariadb"), new H2Dialect(), GENERIC));

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
            throw new IllegalArgumentException(
                    "there is no dialect of that name; expected one of " + String.join(", ", BY_NAME.keySet()));
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

    private static Map<String, Dialect> byName(List<Dialect> dialects) {
        Map<String, Dialect> byName = new TreeMap<>();
        dialects.forEach(dialect -> byName.put(dialect.name(), dialect));
        return byName;
    }
}
