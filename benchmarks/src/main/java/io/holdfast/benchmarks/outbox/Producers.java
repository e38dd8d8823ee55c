package io.holdfast.benchmarks.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that do the same over and over, all from the same moment on. */
final class Producers implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    Producers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "producer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is done. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** What is done with a number of its own. */
    @FunctionalInterface
    interface NumberedWork {
        void run(int number) throws Exception;
    }

    /**
     * What was done.
     *
     * @param operations how often
     * @param startedAt when it began, by {@link System#nanoTime()}
     * @param nanos how long it took
     */
    record Run(long operations, long startedAt, long nanos) {
        double rate() {
            return operations * 1e9 / nanos;
        }
    }

    /** As fast as it goes, for some time. */
    Run run(Duration time, Work work) {
        return together(startedAt -> {
            long end = startedAt + time.toNanos();
            long done = 0;
            while (System.nanoTime() - end < 0) {
                work.run();
                done++;
            }
            return done;
        });
    }

    /** So many times a second, evenly: who is late hurries. */
    Run paced(int perSecond, int times, NumberedWork work) {
        AtomicInteger next = new AtomicInteger();
        return together(startedAt -> {
            long done = 0;
            for (int number = next.getAndIncrement(); number < times; number = next.getAndIncrement()) {
                sleepUntil(startedAt + number * TimeUnit.SECONDS.toNanos(1) / perSecond);
                work.run(number);
                done++;
            }
            return done;
        });
    }

    private static void sleepUntil(long when) {
        for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private interface Shift {
        long work(long startedAt) throws Exception;
    }

    private Run together(Shift shift) {
        CountDownLatch ready = new CountDownLatch(count);
        List<Future<long[]>> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shifts.add(threads.submit(() -> {
                ready.countDown();
                ready.await();
                long startedAt = System.nanoTime();
                return new long[] {shift.work(startedAt), startedAt, System.nanoTime()};
            }));
        }
        long operations = 0;
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Future<long[]> each : shifts) {
            long[] result = result(each);
            operations += result[0];
            start = Math.min(start, result[1]);
            end = Math.max(end, result[2]);
        }
        return new Run(operations, start, end - start);
    }

    private static long[] result(Future<long[]> shift) {
        try {
            return shift.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while producers work", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A producer failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
