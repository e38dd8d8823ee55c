package io.holdfast.testsupport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for something another process or thread does, with a bound, by asking again and again.
 * For conditions inside the test's own code prefer a latch.
 *
 * <p><b>Threading:</b> stateless. An interrupt ends the wait and stays set.
 */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /**
     * Returns when the condition holds.
     *
     * @param what the condition in words, for the message: "r1 streams from the primary"
     * @throws IllegalStateException if it does not hold within the time-out, or the thread is interrupted; a failure of
     *             the last attempt is the cause
     */
    public static void until(String what, Duration timeout, Condition condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Exception failure = null;
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception e) {
                failure = e;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting until " + what, failure);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new IllegalStateException("Waited " + timeout.toMillis() + " ms in vain until " + what, failure);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Something that may hold later; an exception counts as "not yet". */
    @FunctionalInterface
    public interface Condition {

        /** Tells whether the wait is over. */
        boolean holds() throws Exception;
    }
}
