package io.holdfast.tck.outbox;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxHandler;
import io.holdfast.tck.Entries;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.Await;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the handlers of the tests have been given. */
@ApplicationScoped
public class Received {

    private final List<OutboxEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, Optional<String>> tenants = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    @Inject
    DataSourceRegistry registry;

    @Inject
    Holdfast holdfast;

    /** Notes an event; fails as often as was asked for. */
    @OutboxHandler("test.*")
    void take(String payload, OutboxEvent event) {
        tenants.put(payload, holdfast.currentTenant().map(TenantId::value));
        events.add(event);
        if (failures.computeIfPresent(payload, (any, left) -> left - 1) != null && failures.get(payload) >= 0) {
            throw new IllegalStateException("as asked for");
        }
    }

    /** Stores the payload, then fails at its first attempt: what it stored must be gone. */
    @OutboxHandler("stored.once")
    void store(OutboxEvent event) throws Exception {
        String name = new String(event.payload(), StandardCharsets.UTF_8);
        try (Connection connection = registry.acquire(AccessIntent.WRITE)) {
            Entries.insert(connection, name);
        }
        events.add(event);
        if (event.attempt() == 1) {
            throw new IllegalStateException("first attempt");
        }
    }

    /** Fails the next deliveries of a payload. */
    public void fail(String payload, int times) {
        failures.put(payload, times);
    }

    /** Deliveries of a payload, in their order. */
    public List<OutboxEvent> of(String payload) {
        List<OutboxEvent> found = new ArrayList<>();
        for (OutboxEvent event : events) {
            if (new String(event.payload(), StandardCharsets.UTF_8).equals(payload)) {
                found.add(event);
            }
        }
        return found;
    }

    /** Payloads that were delivered with a key, in their order. */
    public List<String> ofKey(String key) {
        return events.stream()
                .filter(event -> event.key().equals(Optional.of(key)))
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Who was the tenant when a payload came. */
    public Optional<String> tenantAt(String payload) {
        return tenants.get(payload);
    }

    /** Waits for a number of deliveries of a payload. */
    public void await(String payload, int times) {
        Await.until(
                times + " deliveries of " + payload,
                Duration.ofSeconds(20),
                () -> of(payload).size() >= times);
    }
}
