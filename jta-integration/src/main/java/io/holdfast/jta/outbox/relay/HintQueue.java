package io.holdfast.jta.outbox.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rows of which a hint came, waiting to be confirmed: bounded by number and bytes, and fair between tenants. A row that finds no
 * place is left to the poll.
 *
 * <p><strong>Threading:</strong> thread-safe; never blocks for long.
 */
final class HintQueue {
    private final int capacity;
    private final long byteCapacity;
    private final Map<String, Deque<Hint.Row>> byTenant = new LinkedHashMap<>();
    private int size;
    private long bytes;

    /**
     * Begins with nothing.
     *
     * @param capacity the most rows
     * @param byteCapacity the most bytes of all their payloads
     */
    HintQueue(int capacity, long byteCapacity) {
        this.capacity = capacity;
        this.byteCapacity = byteCapacity;
    }

    private static long bytes(List<Hint.Row> rows) {
        return rows.stream().mapToLong(row -> row.event().payload().length).sum();
    }

    /** Whether so much waits that more had better be left to the poll from the start. */
    synchronized boolean isHalfFull() {
        return size * 2L > capacity || bytes * 2 > byteCapacity;
    }

    /** Adds rows of one transaction, all or none. */
    synchronized boolean offer(List<Hint.Row> rows) {
        long more = bytes(rows);
        if (size + rows.size() > capacity || bytes + more > byteCapacity) {
            return false;
        }
        bytes += more;
        for (Hint.Row row : rows) {
            byTenant.computeIfAbsent(row.event().tenant(), any -> new ArrayDeque<>())
                    .add(row);
            size++;
        }
        return true;
    }

    /** Whether the next row of any tenant passes the filter. */
    synchronized boolean has(Predicate<Hint.Row> filter) {
        return byTenant.values().stream().anyMatch(rows -> !rows.isEmpty() && filter.test(rows.peek()));
    }

    /** Takes rows, one of each tenant in turn, in their order. Tenants that the filter refuses wait. */
    synchronized List<Hint.Row> take(int limit, Predicate<Hint.Row> filter) {
        List<Hint.Row> taken = new ArrayList<>(Math.min(limit, size));
        boolean progress = true;
        while (progress && taken.size() < limit) {
            progress = false;
            Iterator<Deque<Hint.Row>> tenants = byTenant.values().iterator();
            while (tenants.hasNext() && taken.size() < limit) {
                Deque<Hint.Row> rows = tenants.next();
                if (!rows.isEmpty() && filter.test(rows.peek())) {
                    taken.add(rows.poll());
                    progress = true;
                }
                if (rows.isEmpty()) {
                    tenants.remove();
                }
            }
        }
        size -= taken.size();
        bytes -= bytes(taken);
        return taken;
    }
}
