package io.holdfast.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the shortest question takes meanwhile, on a connection that does nothing else: what the machine adds to whatever else is
 * measured.
 */
final class RoundTripProbe implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<List<Double>> asking;
    private volatile boolean ended;

    RoundTripProbe(Server server) {
        asking = thread.submit(() -> ask(server));
    }

    private List<Double> ask(Server server) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Connection connection = server.pool().getConnection();
                PreparedStatement question = connection.prepareStatement("SELECT 1")) {
            while (!ended) {
                long start = System.nanoTime();
                question.executeQuery().close();
                millis.add((System.nanoTime() - start) / 1e6);
                LockSupport.parkNanos(PAUSE);
            }
        }
        return millis;
    }

    /** Ends it, and adds what it has measured. */
    void report(Figures figures, String name) throws ExecutionException, InterruptedException {
        ended = true;
        double[] sorted =
                asking.get().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        figures.add(name + ".p50", Latencies.percentile(sorted, 0.5));
        figures.add(name + ".p99", Latencies.percentile(sorted, 0.99));
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdownNow();
    }
}
