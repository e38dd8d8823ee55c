package io.holdfast.internal.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one unit of work has seen. Lists only grow, so whatever was seen of a list must be the beginning of whatever is seen of it
 * later: else a read was older than the unit's own write, or older than an earlier read.
 */
final class UnitLog {

    private final History history;
    private final Map<Integer, List<Long>> seen = new HashMap<>();
    private final Map<Integer, Boolean> lastWasWrite = new HashMap<>();

    UnitLog(History history) {
        this.history = history;
    }

    void wrote(int key, List<Long> listAfterwards) {
        seen.put(key, listAfterwards);
        lastWasWrite.put(key, true);
    }

    void read(int key, List<Long> list, String where) {
        List<Long> before = seen.get(key);
        if (before != null && !isPrefix(before, list)) {
            boolean ownWrite = lastWasWrite.get(key);
            history.violation(
                    ownWrite,
                    "key " + key + " on " + where + ": " + list.size() + " after " + before.size() + " entries");
            return;
        }
        seen.put(key, list);
        lastWasWrite.putIfAbsent(key, false);
    }

    private static boolean isPrefix(List<Long> start, List<Long> list) {
        return list.size() >= start.size() && list.subList(0, start.size()).equals(start);
    }
}
