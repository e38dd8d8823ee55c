package io.holdfast.tck.weldse.nodes;

import io.holdfast.DataSourceRegistry;
import io.holdfast.TenantDataSource;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.FailedCall;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.UUID;

/** A node: publishes as many transactions as it is told, delivers until nothing is left if it delivers, and ends. */
public final class Node {

    static final String TRANSACTIONS = "node.transactions";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEYS = 3;

    private Node() {}

    public static void main(String[] arguments) {
        NarayanaVolatileStore.use();
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(extensions())
                .addBeanClasses(Orders.class, Sink.class)
                .initialize()) {
            Story.tell("STARTED");
            Orders orders = container.select(Orders.class).get();
            int transactions = Integer.getInteger(TRANSACTIONS, 0);
            for (int i = 0; i < transactions; i++) {
                run(orders, i);
            }
            // A node that only publishes would wait for others, and they may have ended already.
            if (!"false".equals(System.getProperty("holdfast.outbox.relay"))) {
                awaitDelivery(container);
            }
        }
        Story.tell("ENDED");
        // Whatever thread a library has left: the story is told.
        System.exit(0);
    }

    // Without discovery Weld looks for none itself.
    private static Extension[] extensions() {
        return ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::get)
                .toArray(Extension[]::new);
    }

    private static void awaitDelivery(SeContainer container) {
        TenantDataSource dataSource =
                container.select(DataSourceRegistry.class).get().named("default");
        OutboxAdmin admin = container.select(OutboxAdmin.class).get();
        Await.until("everything is delivered", PATIENCE, () -> isEmpty(admin, dataSource));
    }

    private static boolean isEmpty(OutboxAdmin admin, TenantDataSource dataSource) {
        try {
            return admin.list(dataSource, OutboxEntry.State.WAITING, 1).isEmpty();
        } catch (RuntimeException e) {
            // Its connection may be the one whose backend was killed.
            return false;
        }
    }

    private static void run(Orders orders, int number) {
        UUID id = UUID.randomUUID();
        String key = System.getProperty("node.name") + "-" + number % KEYS;
        try {
            switch (number % 10) {
                case 6 -> orders.fail(id, key, number);
                case 7 -> orders.swallow(id, key, number);
                case 8 -> orders.takeBack(id, key, number);
                default -> orders.place(id, key, number);
            }
            Story.tell((number % 10 == 8 ? "ROLLED_BACK " : "COMMITTED ") + id);
        } catch (Exception e) {
            boolean unknown =
                    DataErrors.classify(e, null, FailedCall.JTA_COMMIT).kind() == DataErrorKind.OUTCOME_UNKNOWN;
            Story.tell((unknown ? "UNKNOWN " : "ROLLED_BACK ") + id);
        }
    }
}
