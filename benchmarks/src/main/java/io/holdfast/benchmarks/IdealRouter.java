package io.holdfast.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a router with tenants, replicas and a pin can do: one map, one counter, one flag. It knows no failed node,
 * forgets which replica was read from and gives no reasons: a lower bound, not a product.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class IdealRouter<N> {

    private final Map<String, Entry<N>> entries;

    IdealRouter(Map<String, Entry<N>> entries) {
        this.entries = Map.copyOf(entries);
    }

    N read(String tenant, Request request) {
        Entry<N> entry = entries.get(tenant);
        if (request.pinned) {
            return entry.primary;
        }
        return entry.replicas.get(Math.floorMod(entry.turn.getAndIncrement(), entry.replicas.size()));
    }

    /** One tenant. */
    static final class Entry<N> {

        private final N primary;
        private final List<N> replicas;
        private final AtomicInteger turn = new AtomicInteger();

        Entry(N primary, List<N> replicas) {
            this.primary = primary;
            this.replicas = List.copyOf(replicas);
        }
    }

    /** What one request remembers. */
    static final class Request {

        private boolean pinned;

        void pin() {
            pinned = true;
        }
    }
}
