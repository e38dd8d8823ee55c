package io.holdfast.benchmarks.outbox;

import java.time.Duration;

/**
 * How much is measured, from the system properties {@code bench.outbox.*}.
 *
 * @param rounds how often everything is measured
 * @param slice how long one measurement goes on
 * @param producers how many threads publish
 * @param backlog how many rows wait when a drain begins
 * @param latencyRate how many events a second are published where latency is measured
 */
record Sizes(int rounds, Duration slice, int producers, int backlog, int latencyRate) {

    static Sizes configured() {
        return new Sizes(
                number("rounds", 3),
                Duration.ofSeconds(number("seconds", 2)),
                number("producers", 8),
                number("backlog", 100_000),
                number("latency-rate", 1000));
    }

    /** For the round that is thrown away: long enough for the compilers, and no longer. */
    Sizes warmUp() {
        return new Sizes(1, slice.dividedBy(2), producers, backlog / 4, latencyRate);
    }

    private static int number(String name, int otherwise) {
        int value = Integer.getInteger("bench.outbox." + name, otherwise);
        if (value < 1) {
            throw new IllegalArgumentException("bench.outbox." + name + " must be at least 1, not " + value);
        }
        return value;
    }
}
