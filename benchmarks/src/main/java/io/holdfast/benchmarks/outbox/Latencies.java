package io.holdfast.benchmarks.outbox;

import io.holdfast.testsupport.Await;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each event was committed and when its handler began.
 *
 * <p><strong>Threading:</strong> safe; a number belongs to one producer and one handler.
 */
final class Latencies {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicLongArray beginning;
    private final AtomicLongArray committed;
    private final AtomicLongArray handled;
    private final AtomicInteger left;

    Latencies(int events) {
        beginning = new AtomicLongArray(events);
        committed = new AtomicLongArray(events);
        handled = new AtomicLongArray(events);
        left = new AtomicInteger(events);
    }

    void commitBegins(int number) {
        beginning.set(number, System.nanoTime());
    }

    void committed(int number) {
        committed.set(number, System.nanoTime());
    }

    /** Only the first delivery counts. */
    void handled(int number) {
        if (handled.compareAndSet(number, 0, System.nanoTime())) {
            left.decrementAndGet();
        }
    }

    boolean areComplete() {
        return left.get() == 0;
    }

    void await() {
        Await.until("all events have been handled", PATIENCE, this::areComplete);
    }

    /** A handler may begin before the producer has heard of its commit. */
    void report(Figures figures, String name) {
        report(figures, name, committed, handled);
        report(figures, name + ".with-commit", beginning, handled);
        report(figures, name + ".commit", beginning, committed);
    }

    private static void report(Figures figures, String name, AtomicLongArray from, AtomicLongArray to) {
        double[] millis = new double[from.length()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = Math.max(0, to.get(i) - from.get(i)) / 1e6;
        }
        Arrays.sort(millis);
        figures.add(name + ".p50", percentile(millis, 0.5));
        figures.add(name + ".p99", percentile(millis, 0.99));
        figures.add(name + ".max", millis[millis.length - 1]);
    }

    /** The smallest value that so large a part of all does not exceed. */
    static double percentile(double[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * part) - 1)];
    }
}
