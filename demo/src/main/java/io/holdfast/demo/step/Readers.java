package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderReads;
import io.holdfast.error.DataErrors;
import io.holdfast.error.ErrorDialect;
import io.holdfast.error.FailedCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * One thread per tenant that reads without a break, a request per read. A read that hit a dying connection is repeated once, in
 * a new request, if Holdfast says that this is safe.
 *
 * <p><strong>Threading:</strong> safe. <strong>Lifecycle:</strong> {@link #close()} ends the threads.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Readers.class.getName());

    private final Stage stage;
    private final OrderReads reads;
    private final ExecutorService threads = Executors.newFixedThreadPool(Stage.TENANTS.size());
    private final LongAdder failed = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAccumulator slowestNanos = new LongAccumulator(Math::max, 0);
    private volatile CountDownLatch expected = new CountDownLatch(0);
    private volatile boolean stopped;

    Readers(Stage stage) {
        this.stage = stage;
        this.reads = stage.bean(OrderReads.class);
        Stage.TENANTS.forEach(tenant -> threads.execute(() -> readOn(tenant)));
    }

    /** Returns when so many reads have ended from now on. */
    void await(int count) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(count);
        expected = latch;
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(latch.getCount() + " of " + count + " reads did not end within 30 s");
        }
    }

    long failed() {
        return failed.sum();
    }

    long repeated() {
        return repeated.sum();
    }

    long slowestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(slowestNanos.get());
    }

    private void readOn(String tenant) {
        while (!stopped) {
            long start = System.nanoTime();
            try {
                read(tenant);
            } catch (Exception e) {
                failed.increment();
                LOG.log(Level.ERROR, "A read of tenant " + tenant + " failed", e);
            }
            slowestNanos.accumulate(System.nanoTime() - start);
            expected.countDown();
        }
    }

    private void read(String tenant) throws Exception {
        try {
            stage.request(tenant, () -> reads.find(1));
        } catch (Exception e) {
            if (!isSafeToRepeat(e)) {
                throw e;
            }
            repeated.increment();
            stage.request(tenant, () -> reads.find(1));
        }
    }

    // Only the application knows that its statement read: without the call, a lost connection might hide a write.
    private static boolean isSafeToRepeat(Exception failure) {
        return DataErrors.classify(failure, ErrorDialect.POSTGRESQL, FailedCall.STATEMENT_AUTOCOMMIT_READ)
                .isRetryable();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A reader did not end within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
