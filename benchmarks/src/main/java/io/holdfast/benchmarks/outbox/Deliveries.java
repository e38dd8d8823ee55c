package io.holdfast.benchmarks.outbox;

import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what has arrived.
 *
 * <p><strong>Threading:</strong> safe.
 */
final class Deliveries {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LongAdder count = new LongAdder();
    private volatile long first;
    private volatile long last;

    void delivered() {
        long now = System.nanoTime();
        if (first == 0) {
            first = now;
        }
        last = now;
        count.increment();
    }

    void forget() {
        count.reset();
        first = 0;
    }

    void await(long expected) {
        Await.until(expected + " events have arrived", PATIENCE, () -> count.sum() >= expected);
    }

    /** How many a second have arrived since the producers began. */
    double rate(Producers.Run run) {
        await(run.operations());
        return run.operations() * 1e9 / (last - run.startedAt());
    }

    /** How many a second have arrived since the first one. */
    double rate(long expected) {
        await(expected);
        return expected * 1e9 / (last - first);
    }
}
