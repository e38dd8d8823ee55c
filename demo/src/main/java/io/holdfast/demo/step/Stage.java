package io.holdfast.demo.step;

import io.holdfast.demo.orders.Requests;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import jakarta.enterprise.inject.se.SeContainer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What steps work with.
 *
 * @param container the running application
 * @param cluster the databases it uses
 * @param terminal who reads along
 * @param claims what has to be true
 * @param report numbers for programs
 */
public record Stage(
        SeContainer container, PostgresCluster cluster, Terminal terminal, Claims claims, DemoReport report) {

    /** The tenants, as in the configuration. */
    public static final List<String> TENANTS = List.of("acme", "globex");

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    <T> T request(String tenant, Callable<T> work) throws Exception {
        return bean(Requests.class).of(tenant, work);
    }

    RouteTally tally() {
        return bean(RouteTally.class);
    }

    void observe(String what, Object... values) {
        terminal.observed(what, values);
    }

    void claim(String what, boolean holds) {
        claims.check(what, holds);
    }

    /** Counts on the primary, past Holdfast. */
    int count(String rows) throws SQLException {
        return Integer.parseInt(cluster.primary().query("shop", "SELECT count(*) FROM " + rows));
    }

    /** Names the node that listens on a port, which is how a database tells who it is. */
    String nodeOn(int port) {
        return Stream.concat(Stream.of(cluster.primary()), cluster.standbys().stream())
                .filter(node -> node.port() == port)
                .map(PostgresNode::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node of the demo listens on port " + port));
    }
}
