package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where in the order of {@code due_at} the search for rows begins. In a long queue the index begins with what was taken since the
 * last vacuum: who began at its first entry each time would step over all of that, ever more of it.
 *
 * <p>A shortcut, not a cursor: what is wanted further ahead, from a transaction that took its time or behind another row of its key
 * that was in hand, is found at least once a second, when the search begins at the first entry again, and so is everything when
 * fewer rows are found than were wanted.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class ClaimStart {
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, OffsetDateTime> starts = new HashMap<>();
    private Set<String> paused = Set.of();
    private long forgotten;

    ClaimStart(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.forgotten = nanoTime.getAsLong();
    }

    /** No row that is wanted was due before. Null if nobody knows. */
    synchronized @Nullable OffsetDateTime of(Wanted wanted) {
        // What was left out for a channel that was paused is still there.
        if (!paused.equals(wanted.pausedChannels()) || nanoTime.getAsLong() - forgotten > LONGEST) {
            forget();
            paused = Set.copyOf(wanted.pausedChannels());
        }
        OffsetDateTime earliest = null;
        for (String tenant : wanted.tenants()) {
            OffsetDateTime start = starts.get(tenant);
            if (start == null) {
                return null;
            }
            earliest = earliest == null || start.isBefore(earliest) ? start : earliest;
        }
        return earliest;
    }

    /** As many rows as were wanted were found, the first of them due at that moment. */
    synchronized void found(Wanted wanted, OffsetDateTime first) {
        wanted.tenants().forEach(tenant -> starts.put(tenant, first));
    }

    /** Fewer rows were found. */
    synchronized void forget() {
        starts.clear();
        forgotten = nanoTime.getAsLong();
    }
}
