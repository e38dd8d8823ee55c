package io.holdfast.internal;

import io.holdfast.internal.config.reader.ConfigReader;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Engines for tests, from configuration as an application writes it, without a container. */
public final class TestRuntimes {

    private final Map<String, String> config = new TreeMap<>();

    private TestRuntimes() {}

    /** Begins with an empty configuration. */
    public static TestRuntimes configure() {
        return new TestRuntimes();
    }

    /** Adds a line; the prefix {@code holdfast.} goes without saying. */
    public TestRuntimes set(String key, Object value) {
        config.put("holdfast." + key, value.toString());
        return this;
    }

    /** Adds a data source that has all nodes of a cluster, as superuser. */
    public TestRuntimes nodes(String dataSource, PostgresCluster cluster, String database) {
        primary(dataSource, cluster, database);
        for (PostgresNode standby : cluster.standbys()) {
            replica(dataSource, standby.name(), standby.jdbcUrl(database));
        }
        return this;
    }

    /** Adds a data source that has the primary of a cluster only, as superuser. */
    public TestRuntimes primary(String dataSource, PostgresCluster cluster, String database) {
        return set(
                        "datasource." + dataSource + ".primary.url",
                        cluster.primary().jdbcUrl(database))
                .set("datasource." + dataSource + ".username", "postgres");
    }

    /** Adds a replica. */
    public TestRuntimes replica(String dataSource, String name, String url) {
        return set("datasource." + dataSource + ".replica." + name + ".url", url);
    }

    /** Adds a tenant of a data source, with a schema of its own. */
    public TestRuntimes tenant(String id, String dataSource) {
        return plainTenant(id, dataSource).set("tenant." + id + ".schema", id);
    }

    /** Adds a tenant of a data source. */
    public TestRuntimes plainTenant(String id, String dataSource) {
        config.merge("holdfast.tenants", id, (all, one) -> all + "," + one);
        return set("tenant." + id + ".datasource", dataSource);
    }

    /** Makes the engine. */
    public HoldfastRuntime start() {
        ConfigReader.Result result = ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(config, "test", 100))
                        .build(),
                null);
        if (result.config().isEmpty()) {
            throw new IllegalStateException(result.failureMessage());
        }
        return new HoldfastRuntime(result.config().get(), () -> null, TransactionBridge.none());
    }
}
