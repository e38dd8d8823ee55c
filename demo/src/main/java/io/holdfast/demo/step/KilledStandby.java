package io.holdfast.demo.step;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.time.Duration;

/** The loss of a standby costs no read. */
final class KilledStandby implements Step {

    private static final int READS_BEFORE = 100;
    private static final int READS_WHILE_DOWN = 400;

    @Override
    public String title() {
        return "A standby dies while reads go on";
    }

    @Override
    public String intent() {
        return "Two threads read without a break. r1 is killed (SIGKILL) and started again.";
    }

    @Override
    public void run(Stage stage) throws Exception {
        PostgresNode r1 = stage.cluster().standby("r1");
        RouteTally tally = stage.tally();
        try (Readers readers = new Readers(stage)) {
            readers.await(READS_BEFORE);
            r1.kill();
            long r1Before = tally.reads("r1");
            long r2Before = tally.reads("r2");
            readers.await(READS_WHILE_DOWN);
            long failed = readers.failed();
            long toR1 = tally.reads("r1") - r1Before;
            long toR2 = tally.reads("r2") - r2Before;
            stage.observe(
                    "While it was down: %d reads on r2, %d on r1, %d failed. Repeated, because they ran when it died: %d."
                            + " Slowest read: %d ms.",
                    toR2, toR1, failed, readers.repeated(), readers.slowestMillis());
            stage.report().failedWhileReplicaDown(failed);
            stage.claim("no read fails while a standby is down", failed == 0);
            stage.claim("a dead standby gets no read", toR1 == 0);
            comesBack(stage, r1);
        }
    }

    private static void comesBack(Stage stage, PostgresNode r1) {
        RouteTally tally = stage.tally();
        r1.start();
        long start = System.nanoTime();
        long before = tally.reads("r1");
        Await.until("r1 gets reads again", Duration.ofSeconds(10), () -> tally.reads("r1") > before);
        stage.observe(
                "Reads reached r1 again %d ms after it answered.",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
}
