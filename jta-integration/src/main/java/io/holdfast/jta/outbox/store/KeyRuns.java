package io.holdfast.jta.outbox.store;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Of each key only an unbroken run from its first row on may be taken. */
final class KeyRuns {

    private KeyRuns() {}

    /** In the order of ids, without those that have an older row which is not among them. */
    static List<Claimed> unbroken(Collection<Claimed> rows) {
        Set<Long> taken = new HashSet<>();
        return rows.stream()
                .sorted(Comparator.comparingLong(Claimed::row))
                .filter(row -> row.olderRow() == 0 || taken.contains(row.olderRow()))
                .peek(row -> taken.add(row.row()))
                .toList();
    }
}
