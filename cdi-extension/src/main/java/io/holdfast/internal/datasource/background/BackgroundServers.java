package io.holdfast.internal.datasource.background;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The database servers of a registry, by what tells them apart.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class BackgroundServers {

    private final Map<String, BackgroundServer> servers = new ConcurrentHashMap<>();

    BackgroundServer of(String server) {
        return servers.computeIfAbsent(server, any -> new BackgroundServer());
    }
}
