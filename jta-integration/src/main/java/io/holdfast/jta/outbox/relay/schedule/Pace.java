package io.holdfast.jta.outbox.relay.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides when the next round begins: at once for a hint that comes alone, a moment later where hints come in crowds, so that one
 * round serves many; a round costs the database about the same for one row as for twenty. What was delivered can always wait for a
 * moment, as long as there is room for more.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Pace {
    /** In nanoseconds. Short beside a commit that waits for the disk, long beside a round. */
    public static final long MOMENT = Duration.ofMillis(2).toNanos();

    // Two may be chance.
    private static final int CROWD = 3;

    private final int plenty;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicInteger untold = new AtomicInteger();
    private volatile boolean crowded;

    /**
     * Begins at ease.
     *
     * @param room how many rows may be in hand: a part of it that is delivered and not told makes a round urgent
     */
    public Pace(int room) {
        this.plenty = room / 4;
    }

    /** Whether a hint can wait for a moment. */
    public boolean isCrowded() {
        return crowded;
    }

    /** A round has taken so many hints. */
    public void took(int hints) {
        crowded = hints >= CROWD;
    }

    /** Counts a delivered row. True if a round is urgent. */
    public boolean delivered() {
        return untold.incrementAndGet() > plenty;
    }

    /** A round tells what was delivered. */
    public void tells() {
        untold.set(0);
    }

    /** True for the first who asks for a round in a moment. */
    public boolean ask() {
        return asked.compareAndSet(false, true);
    }

    /** The moment is over. */
    public void over() {
        asked.set(false);
    }
}
