package io.holdfast.jta.outbox.store.row;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Of each key only an unbroken run from its first row on may be taken. */
public final class KeyRuns {

    private KeyRuns() {}

    /** In the order of ids; of rows in unbroken runs the older one is the one before. */
    public static List<Claimed> linked(Collection<Claimed> rows) {
        Map<List<Object>, Long> last = new HashMap<>();
        return rows.stream()
                .sorted(Comparator.comparingLong(Claimed::row))
                .map(row -> row.event().key().isEmpty() ? row : behind(row, last))
                .toList();
    }

    private static Claimed behind(Claimed row, Map<List<Object>, Long> last) {
        List<Object> key =
                List.of(row.tenant(), row.event().channel(), row.event().key());
        Long older = last.put(key, row.row());
        return older == null ? row : new Claimed(row.row(), row.tenant(), row.attempts(), older, row.event());
    }

    /** In the order of ids, without those that have an older row which is not among them. */
    public static List<Claimed> unbroken(Collection<Claimed> rows) {
        Set<Long> taken = new HashSet<>();
        return rows.stream()
                .sorted(Comparator.comparingLong(Claimed::row))
                .filter(row -> row.olderRow() == 0 || taken.contains(row.olderRow()))
                .peek(row -> taken.add(row.row()))
                .toList();
    }
}
