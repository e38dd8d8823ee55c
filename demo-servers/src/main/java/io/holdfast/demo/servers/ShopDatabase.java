package io.holdfast.demo.servers;

import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The databases of the shop: a primary, two standbys that lag, one schema per tenant. */
final class ShopDatabase {

    private static final String DATABASE = "shop";
    private static final List<String> TENANTS = List.of("acme", "globex");

    private ShopDatabase() {}

    static PostgresCluster start() throws SQLException {
        PostgresCluster cluster = PostgresCluster.builder()
                .standby("r1", Duration.ofMillis(500))
                .standby("r2", Duration.ofSeconds(2))
                .start();
        cluster.createDatabase(DATABASE);
        for (String tenant : TENANTS) {
            cluster.primary()
                    .execute(
                            DATABASE,
                            "CREATE SCHEMA " + tenant + "; CREATE TABLE " + tenant + ".orders"
                                    + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item text NOT NULL)");
        }
        return cluster;
    }

    /** What the configuration of the WAR refers to. */
    static Map<String, String> configuration(PostgresCluster cluster) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("shop.user", "postgres");
        nodes(cluster)
                .forEach(node -> properties.put(
                        "shop." + node.name(), "jdbc:postgresql://127.0.0.1:" + node.port() + "/" + DATABASE));
        return properties;
    }

    static Map<Integer, String> ports(PostgresCluster cluster) {
        return nodes(cluster).collect(Collectors.toMap(PostgresNode::port, PostgresNode::name));
    }

    /** How many orders a tenant has, asked without Holdfast. */
    static long orders(PostgresCluster cluster, String tenant) throws SQLException {
        return Long.parseLong(cluster.primary().query(DATABASE, "SELECT count(*) FROM " + tenant + ".orders"));
    }

    private static Stream<PostgresNode> nodes(PostgresCluster cluster) {
        return Stream.concat(Stream.of(cluster.primary()), cluster.standbys().stream());
    }
}
