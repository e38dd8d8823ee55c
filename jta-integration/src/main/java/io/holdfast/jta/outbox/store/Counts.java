package io.holdfast.jta.outbox.store;

/** Adds up what a batch of statements touched. */
final class Counts {

    private Counts() {}

    static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += Math.max(0, count);
        }
        return sum;
    }
}
