package io.holdfast.demo.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The numbers of a run, for programs. The reads of nodes are those of the rounds: on the standbys without the pin, on the
 * primary with it.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class DemoReport {

    private RoundCounts withoutPin = new RoundCounts(0, 0, 0, 0, 0);
    private RoundCounts withPin = new RoundCounts(0, 0, 0, 0, 0);
    private long failedWhileReplicaDown;
    private long slowestEventMillis;
    private long deliveredAfterRollback;
    private int attemptAfterKill;
    private long takeOverMillis;

    void withoutPin(RoundCounts counts) {
        withoutPin = counts;
    }

    void withPin(RoundCounts counts) {
        withPin = counts;
    }

    void failedWhileReplicaDown(long reads) {
        failedWhileReplicaDown = reads;
    }

    void delivered(long millis) {
        slowestEventMillis = Math.max(slowestEventMillis, millis);
    }

    void deliveredAfterRollback(long events) {
        deliveredAfterRollback = events;
    }

    void redelivered(int attempt, long millis) {
        attemptAfterKill = attempt;
        takeOverMillis = millis;
    }

    /** Writes the report as one JSON object. */
    public void write(Path file, double seconds) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"reads_without_pin\":%d,\"stale_without_pin\":%d,\"reads_with_pin\":%d,\"stale_with_pin\":%d,"
                                + "\"primary_reads\":%d,\"replica_reads\":{\"r1\":%d,\"r2\":%d},\"tenants\":%d,"
                                + "\"reads_failed_while_replica_down\":%d,\"event_after_commit_ms\":%d,"
                                + "\"events_after_rollback\":%d,\"attempt_after_kill\":%d,"
                                + "\"take_over_after_kill_ms\":%d,\"seconds\":%.1f}%n",
                        withoutPin.reads(),
                        withoutPin.stale(),
                        withPin.reads(),
                        withPin.stale(),
                        withPin.onPrimary(),
                        withoutPin.onR1(),
                        withoutPin.onR2(),
                        Stage.TENANTS.size(),
                        failedWhileReplicaDown,
                        slowestEventMillis,
                        deliveredAfterRollback,
                        attemptAfterKill,
                        takeOverMillis,
                        seconds));
    }
}
