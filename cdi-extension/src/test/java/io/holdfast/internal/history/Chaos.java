package io.holdfast.internal.history;

import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses, stops, kills and restarts standbys at random until it is closed; then everything runs again. */
final class Chaos implements AutoCloseable {

    private final PostgresCluster cluster;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "chaos");
    private volatile Exception failure;
    private volatile int faults;

    Chaos(PostgresCluster cluster) {
        this.cluster = cluster;
        thread.start();
    }

    int faults() {
        return faults;
    }

    private void run() {
        Random random = new Random(42);
        try {
            while (!stop.await(100 + random.nextInt(300), TimeUnit.MILLISECONDS)) {
                PostgresNode standby =
                        cluster.standbys().get(random.nextInt(cluster.standbys().size()));
                int millis = 50 + random.nextInt(400);
                if (random.nextInt(5) == 0) {
                    killAll(millis);
                } else {
                    fault(standby, random.nextInt(4), millis);
                }
                faults++;
            }
        } catch (SQLException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    private void fault(PostgresNode standby, int kind, int millis) throws SQLException, InterruptedException {
        switch (kind) {
            case 0 -> {
                standby.kill();
                rest(millis);
                standby.start();
            }
            case 1 -> {
                standby.pause();
                rest(millis);
                standby.resume();
            }
            default -> {
                standby.pauseReplay();
                rest(millis);
                standby.resumeReplay();
            }
        }
    }

    // Nobody but the primary answers: what a unit reads there no standby may have when it is back.
    private void killAll(int millis) throws SQLException, InterruptedException {
        for (PostgresNode standby : cluster.standbys()) {
            standby.kill();
        }
        rest(millis);
        for (PostgresNode standby : cluster.standbys()) {
            standby.start();
        }
    }

    private void rest(int millis) throws InterruptedException {
        boolean stopped = stop.await(millis, TimeUnit.MILLISECONDS);
        assert !stopped || stop.getCount() == 0;
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("A fault could not be made or mended", failure);
        }
    }
}
