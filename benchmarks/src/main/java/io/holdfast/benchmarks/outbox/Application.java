package io.holdfast.benchmarks.outbox;

import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** An application with Holdfast on Java SE: Weld, Narayana, and the configuration that users write. */
final class Application implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Server server;
    private final Map<String, String> configuration;
    private final SeContainer container;

    private Application(Server server, Map<String, String> configuration, SeContainer container) {
        this.server = server;
        this.configuration = configuration;
        this.container = container;
    }

    /** What differs from the defaults. */
    static Map<String, String> configuration(boolean relay) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("holdfast.pool.max-size", Integer.toString(Server.CONNECTIONS));
        keys.put("holdfast.datasource.default.primary.username", "postgres");
        keys.put("holdfast.outbox.relay", Boolean.toString(relay));
        keys.put("holdfast.outbox.channel.default.publisher", "sink");
        keys.put("holdfast.outbox.channel.handled.types", "handled.*");
        keys.put("holdfast.outbox.channel.handled.publisher", "cdi");
        return keys;
    }

    static Application start(Server server, boolean relay) {
        return start(server, configuration(relay));
    }

    /** For two tenants of one database. */
    static Application startForTenants(Server server, String first, String second) {
        Map<String, String> configuration = configuration(true);
        configuration.put("holdfast.tenants", first + "," + second);
        configuration.put("holdfast.tenancy.datasource", "default");
        configuration.put("holdfast.tenancy.schema", "{tenant}");
        return start(server, configuration);
    }

    private static Application start(Server server, Map<String, String> configuration) {
        NarayanaVolatileStore.use();
        System.setProperty("holdfast.datasource.default.primary.url", server.url());
        configuration.forEach(System::setProperty);
        SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .addExtensions(extensions())
                .addBeanClasses(Shop.class, Sink.class)
                .initialize();
        return new Application(server, configuration, container);
    }

    // Without discovery Weld looks for none itself.
    private static Extension[] extensions() {
        return ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::get)
                .toArray(Extension[]::new);
    }

    Shop shop() {
        return container.select(Shop.class).get();
    }

    /** Does something for a tenant. */
    void as(String tenant, Runnable work) {
        WorkScope scope = container.select(Holdfast.class).get().begin(tenant);
        try {
            work.run();
        } finally {
            scope.close();
        }
    }

    Sink sink() {
        return container.select(Sink.class).get();
    }

    void awaitEmptyOutbox() {
        Await.until(
                "the outbox is empty",
                PATIENCE,
                () -> server.query("SELECT NOT EXISTS (SELECT FROM holdfast.outbox)")
                        .equals("t"));
    }

    @Override
    public void close() {
        container.close();
        configuration.keySet().forEach(System::clearProperty);
    }
}
