package io.holdfast.jta.outbox.relay.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a delivery thread: tenants get their turn one after the other, and none of them has more than a number of turns
 * running.
 *
 * <p><strong>Threading:</strong> guarded by its {@link DeliveryPool}.
 */
final class TurnQueue {
    private final int mostOfOne;
    private final Map<String, Deque<Turn>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int ready;

    /**
     * Begins with nothing.
     *
     * @param mostOfOne how many turns of one tenant may run at a time
     */
    TurnQueue(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    /**
     * A turn that may run.
     *
     * @param tenant whose; to be told to {@link #ended}
     * @param turn the turn
     */
    record Next(String tenant, Turn turn) {}

    private int room(String tenant) {
        return mostOfOne - running.getOrDefault(tenant, 0);
    }

    void add(String tenant, Turn turn) {
        Deque<Turn> turns = waiting.computeIfAbsent(tenant, any -> new ArrayDeque<>());
        if (turns.size() < room(tenant)) {
            ready++;
        }
        turns.add(turn);
    }

    /** How many turns could run now, if there were threads. */
    int ready() {
        return ready;
    }

    /** What comes next, of the tenant whose turn it is. Null if nothing may run. */
    @Nullable Next poll() {
        if (ready == 0) {
            return null;
        }
        Iterator<Map.Entry<String, Deque<Turn>>> tenants = waiting.entrySet().iterator();
        Map.Entry<String, Deque<Turn>> first = tenants.next();
        while (room(first.getKey()) <= 0) {
            first = tenants.next();
        }
        String tenant = first.getKey();
        Deque<Turn> turns = first.getValue();
        tenants.remove();
        Turn turn = turns.remove();
        if (!turns.isEmpty()) {
            waiting.put(tenant, turns);
        }
        running.merge(tenant, 1, Integer::sum);
        ready--;
        return new Next(tenant, turn);
    }

    void ended(String tenant) {
        Deque<Turn> turns = waiting.get(tenant);
        if (turns != null && turns.size() > room(tenant)) {
            ready++;
        }
        running.computeIfPresent(tenant, (any, count) -> count == 1 ? null : count - 1);
    }

    /** Takes out everything. */
    List<Turn> clear() {
        List<Turn> left = new ArrayList<>();
        waiting.values().forEach(left::addAll);
        waiting.clear();
        ready = 0;
        return left;
    }
}
