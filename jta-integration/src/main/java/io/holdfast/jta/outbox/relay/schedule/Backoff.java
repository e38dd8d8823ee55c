package io.holdfast.jta.outbox.relay.schedule;

import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * Pauses between attempts: a bound that doubles, and a random part of it (full jitter).
 *
 * <p><strong>Threading:</strong> thread-safe if its source of randomness is.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 40;

    private final LongUnaryOperator random;

    /**
     * Draws pauses.
     *
     * @param random gives a number from 0 up to its argument, exclusive
     */
    public Backoff(LongUnaryOperator random) {
        this.random = random;
    }

    /** How long to wait after so many attempts. */
    public Duration pause(RetryPolicy policy, int attempts) {
        long first = Math.max(1, policy.firstDelay().toNanos());
        long most = Math.max(first, policy.maxDelay().toNanos());
        long bound = first;
        for (int i = 1; i < Math.min(attempts, MOST_DOUBLINGS) && bound < most; i++) {
            bound = bound > most / 2 ? most : bound * 2;
        }
        return Duration.ofNanos(random.applyAsLong(bound + 1));
    }

    /** Somewhere around a time, so that many who wait as long do not come at once. */
    long around(long nanos) {
        long part = Math.max(1, nanos / 10);
        return nanos - part + random.applyAsLong(2 * part);
    }
}
