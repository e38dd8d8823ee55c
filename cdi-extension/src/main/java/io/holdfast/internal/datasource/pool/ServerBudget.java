package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many connections all pools together may open to one database server, against how many it takes. Told at the first contact:
 * a server that is full under load is a bad moment to learn it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class ServerBudget {

    private static final Pattern AUTHORITY = Pattern.compile("^jdbc:[^/]*//([^/?;]+)");

    private final Map<String, AtomicInteger> maxima = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /**
     * Counts a pool.
     *
     * @param url where it connects to
     * @param maxSize how many connections it may open
     */
    public void add(String url, int maxSize) {
        maxima.computeIfAbsent(serverOf(url), server -> new AtomicInteger()).addAndGet(maxSize);
    }

    /** Asks the server for its limit, once. */
    void firstContact(String url, String dataSource, Connection connection, Dialect dialect) throws SQLException {
        String server = serverOf(url);
        if (!asked.add(server)) {
            return;
        }
        OptionalInt limit = dialect.connectionLimit(connection);
        int wanted = maxima.get(server).get();
        if (limit.isPresent() && wanted > limit.getAsInt()) {
            PoolMessages.overBudget(dataSource, wanted, limit.getAsInt());
        }
    }

    /**
     * What two databases of the same server have in common.
     *
     * @param url the URL of a database
     * @return host and port; where a URL has none, the URL without its parameters; never to be shown
     */
    public static String serverOf(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        return matcher.find() ? matcher.group(1) : url.split("[?;]", 2)[0];
    }
}
