package io.holdfast.demo.step;

/**
 * What came of rounds of one write and one read.
 *
 * @param reads all reads, one per round
 * @param stale reads that did not find what the round had written
 * @param onPrimary reads that went to the primary
 * @param onR1 reads that went to the standby r1
 * @param onR2 reads that went to the standby r2
 */
record RoundCounts(long reads, long stale, long onPrimary, long onR1, long onR2) {}
