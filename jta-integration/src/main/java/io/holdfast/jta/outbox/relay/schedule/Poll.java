package io.holdfast.jta.outbox.relay.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * When a database is looked through next: soon after something was found, and ever more rarely while nothing is.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Poll {
    private final long busy;
    private final long idle;
    private final Backoff backoff;
    private long interval;
    private long next;
    private boolean quiet;
    private boolean asked;
    private long askedFor;

    /**
     * Plans the first look.
     *
     * @param busy how soon after something was found
     * @param idle how late at most
     * @param backoff spreads the looks of many
     * @param first when the first one is
     */
    public Poll(Duration busy, Duration idle, Backoff backoff, long first) {
        this.busy = busy.toNanos();
        this.idle = idle.toNanos();
        this.backoff = backoff;
        this.interval = this.busy;
        this.next = first;
    }

    /** Whether to look now. */
    public synchronized boolean isDue(long now) {
        return now - next >= 0;
    }

    /** When the next look is. */
    public synchronized long next() {
        return next;
    }

    /** Whether the last look found nothing, so that it is enough to ask when the next row is due. */
    public synchronized boolean isQuiet() {
        return quiet;
    }

    /** Rows were found; more of them, if as many as were asked for. */
    public synchronized void found(long now, boolean more) {
        interval = busy;
        quiet = false;
        next = more ? now : now + backoff.around(busy);
    }

    /** Nothing was found. */
    public synchronized void nothing(long now, Optional<Duration> due) {
        interval = Math.min(idle, interval > idle / 2 ? idle : interval * 2);
        long pause = backoff.around(interval);
        quiet = true;
        // Due already and not found: blocked, paused or somebody else's. That is no reason to hurry.
        next = now
                + due.map(Duration::toNanos)
                        .filter(nanos -> nanos > 0 && nanos < pause)
                        .orElse(pause);
        if (asked) {
            // Since the look began: it may have missed what it was asked to look for.
            at(askedFor);
        }
    }

    /** A look begins: what was asked for before is seen by it. */
    public synchronized void begin() {
        asked = false;
    }

    /** Looks at that moment at the latest. */
    public synchronized void at(long when) {
        if (when - next < 0) {
            next = when;
        }
        if (!asked || when - askedFor < 0) {
            askedFor = when;
        }
        asked = true;
        quiet = false;
    }

    /** Looks now, and often for a while. */
    public synchronized void hurry(long now) {
        interval = busy;
        at(now);
    }
}
