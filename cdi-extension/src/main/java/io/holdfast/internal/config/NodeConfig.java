package io.holdfast.internal.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One node: where it is and how its pool behaves.
 *
 * @param name {@code primary} or the replica's name
 * @param url JDBC URL, never to be shown; empty if the node is a data source of the server
 * @param server the data source of the server, if it is one
 * @param username user, if any
 * @param password password, read anew for each physical connection when it comes from a file
 * @param driver class name of the driver, if not found by the URL
 * @param properties further driver properties
 * @param pool the pool
 */
public record NodeConfig(
        String name,
        String url,
        Optional<ServerName> server,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> driver,
        Map<String, String> properties,
        Pool pool) {

    /**
     * The name of a data source of the server.
     *
     * @param key the key that says so, for messages
     * @param name its name in JNDI
     */
    public record ServerName(String key, String name) {}

    /**
     * Settings of a pool.
     *
     * @param maxSize the most connections it may hold, at least 1
     * @param acquisitionTimeout bound of one acquisition, connecting included
     * @param connectTimeout bound of one attempt to connect
     * @param socketTimeout bound of one answer of the database, or zero for none
     * @param validateAfter how long a connection may idle before it is checked at its next use
     * @param idleTimeout after which an unused pool closes its connections, or zero for never
     */
    public record Pool(
            int maxSize,
            Duration acquisitionTimeout,
            Duration connectTimeout,
            Duration socketTimeout,
            Duration validateAfter,
            Duration idleTimeout) {}

    @Override
    public String toString() {
        return "NodeConfig[" + name + "]";
    }
}
