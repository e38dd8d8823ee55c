package io.holdfast.benchmarks.outbox;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Counts how often a thread asks the database something, by what the driver says of its protocol: each question ends with one
 * {@code Sync}, however many statements it has.
 *
 * <p><strong>Threading:</strong> for one thread, whose questions are counted.
 */
final class RoundTrips extends Handler {

    /** How many events are published in the transactions that are looked at, beside none. */
    static final List<Integer> EVENTS = List.of(1, 10, 100);

    private final Logger protocol = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final long thread = Thread.currentThread().getId();
    private long count;

    /** Counts those of some work. */
    static long of(Producers.Work work) throws Exception {
        RoundTrips counter = new RoundTrips();
        boolean toParents = counter.protocol.getUseParentHandlers();
        counter.setLevel(Level.FINEST);
        counter.protocol.setUseParentHandlers(false);
        counter.protocol.addHandler(counter);
        counter.protocol.setLevel(Level.FINEST);
        try {
            work.run();
            return counter.count;
        } finally {
            counter.protocol.setLevel(null);
            counter.protocol.removeHandler(counter);
            counter.protocol.setUseParentHandlers(toParents);
        }
    }

    @Override
    public void publish(LogRecord said) {
        if (said.getLongThreadID() == thread && said.getMessage().strip().equals("FE=> Sync")) {
            count++;
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
