package io.holdfast.internal.routing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Whose turn it is. Striped by thread: one shared counter makes two busy threads slower than one.
 *
 * <p><strong>Threading:</strong> thread-safe, lock-free. Each stripe goes round in order; stripes begin at different places.
 */
final class RoundRobin {

    private static final int STRIPES = 16;

    // One counter per cache line of 64 bytes.
    private static final int SPACING = 16;

    private final AtomicIntegerArray counters = new AtomicIntegerArray(STRIPES * SPACING);
    private final int size;

    RoundRobin(int size) {
        this.size = size;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            counters.set(stripe * SPACING, stripe);
        }
    }

    int next() {
        return Math.floorMod(counters.getAndIncrement(slot()), size);
    }

    int peek() {
        return Math.floorMod(counters.get(slot()), size);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() & (STRIPES - 1)) * SPACING;
    }
}
