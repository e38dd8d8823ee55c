package io.holdfast.internal.datasource;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Connections that were taken and not closed yet, where leak detection is on. Each is reported once, with the place that took
 * it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class LeakWatch {

    private final Set<Entry> open = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;

    LeakWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    Entry track(TenantTarget target) {
        Entry entry = new Entry(
                target,
                nanoTime.getAsLong() + target.settings().leakTimeout().toNanos(),
                new Throwable("The connection was taken here"));
        open.add(entry);
        return entry;
    }

    void closed(Entry entry) {
        open.remove(entry);
    }

    void report() {
        long now = nanoTime.getAsLong();
        for (Entry entry : open) {
            if (now - entry.dueNanos() >= 0 && open.remove(entry)) {
                DataSourceMessages.leak(entry.target(), entry.place());
            }
        }
    }

    /** A connection that is in use. */
    record Entry(TenantTarget target, long dueNanos, Throwable place) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
