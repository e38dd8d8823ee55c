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
    private final Map<String, Waiting> byTenant = new LinkedHashMap<>();
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

    private static final class Waiting {
        private final Deque<Hint.Row> rows = new ArrayDeque<>();
        private long bytes;
    }

    private static long bytes(Hint.Row row) {
        return row.event().payload().length;
    }

    /**
     * Whether more of a tenant finds a place, or had better be left to the poll from the start. A tenant may have as many places as
     * are free: half of all if it is alone, fewer beside others that want many, and one that wants few finds them. (In the buffers of
     * switches that is a dynamic threshold: Choudhury and Hahne, 1998.)
     */
    synchronized boolean hasPlace(String tenant) {
        Waiting waiting = byTenant.get(tenant);
        return waiting == null
                ? size < capacity && bytes < byteCapacity
                : waiting.rows.size() <= capacity - size && waiting.bytes <= byteCapacity - bytes;
    }

    /** Adds rows of one transaction, all or none. */
    synchronized boolean offer(List<Hint.Row> rows) {
        long more = rows.stream().mapToLong(HintQueue::bytes).sum();
        if (size + rows.size() > capacity || bytes + more > byteCapacity) {
            return false;
        }
        bytes += more;
        for (Hint.Row row : rows) {
            Waiting waiting = byTenant.computeIfAbsent(row.event().tenant(), any -> new Waiting());
            waiting.rows.add(row);
            waiting.bytes += bytes(row);
            size++;
        }
        return true;
    }

    /** Whether the next row of any tenant passes the filter. */
    synchronized boolean has(Predicate<Hint.Row> filter) {
        return byTenant.values().stream().anyMatch(waiting -> filter.test(waiting.rows.element()));
    }

    /** Takes rows, one of each tenant in turn, in their order. Tenants that the filter refuses wait. */
    synchronized List<Hint.Row> take(int limit, Predicate<Hint.Row> filter) {
        List<Hint.Row> taken = new ArrayList<>(Math.min(limit, size));
        boolean progress = true;
        while (progress && taken.size() < limit) {
            progress = false;
            Iterator<Waiting> tenants = byTenant.values().iterator();
            while (tenants.hasNext() && taken.size() < limit) {
                Waiting waiting = tenants.next();
                if (filter.test(waiting.rows.element())) {
                    taken.add(take(waiting));
                    progress = true;
                }
                if (waiting.rows.isEmpty()) {
                    tenants.remove();
                }
            }
        }
        return taken;
    }

    private Hint.Row take(Waiting waiting) {
        Hint.Row row = waiting.rows.remove();
        waiting.bytes -= bytes(row);
        bytes -= bytes(row);
        size--;
        return row;
    }
}
