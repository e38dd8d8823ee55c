package io.holdfast.internal.dialect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which properties a driver gets: what the URL says, then what the configuration says, then the dialect's own.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class DriverProperties {

    private DriverProperties() {}

    /**
     * Puts the properties together. One that the URL sets is left out, since drivers differ in which of the two they prefer.
     *
     * @param url the JDBC URL; {@code ?name=value&name=value} and {@code ;name=value} are understood
     * @param defaults the dialect's
     * @param configured the configuration's
     * @return what to hand to the driver beside the URL
     */
    public static Map<String, String> merge(String url, Map<String, String> defaults, Map<String, String> configured) {
        Set<String> inUrl = namesIn(url);
        Map<String, String> merged = new TreeMap<>();
        Set<String> taken = new HashSet<>(inUrl);
        configured.forEach((name, value) -> putUnless(inUrl, merged, name, value));
        configured.keySet().forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        defaults.forEach((name, value) -> putUnless(taken, merged, name, value));
        return merged;
    }

    private static void putUnless(Set<String> taken, Map<String, String> merged, String name, String value) {
        if (!taken.contains(name.toLowerCase(Locale.ROOT))) {
            merged.put(name, value);
        }
    }

    private static Set<String> namesIn(String url) {
        Set<String> names = new HashSet<>();
        for (String part : url.split("[?&;]")) {
            int equals = part.indexOf('=');
            // What stands before the first separator is the address, which may hold an equals sign too; no property has
            // its name.
            if (equals > 0) {
                names.add(part.substring(0, equals).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
