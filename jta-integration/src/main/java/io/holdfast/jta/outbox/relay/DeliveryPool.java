package io.holdfast.jta.outbox.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that deliver: they serve tenants in turn, however much work one of them has. A delivery that takes longer than a second
 * is made up for by another thread, within bounds, so that a tenant whose receiver hangs does not hold up the others.
 *
 * <p><strong>Threading:</strong> thread-safe. Threads exist while there is work, and some seconds longer.
 */
final class DeliveryPool {
    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REST_MILLIS = 10_000;
    private static final int MOST_EXTRA = 8;

    private final int threads;
    private final ThreadFactory factory;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Turn>> waiting = new LinkedHashMap<>();
    private final Map<Thread, Long> running = new HashMap<>();
    private int workers;
    private int idle;
    private int queued;
    private boolean stopped;

    DeliveryPool(int threads, ThreadFactory factory, LongSupplier nanoTime) {
        this.threads = threads;
        this.factory = factory;
        this.nanoTime = nanoTime;
    }

    synchronized void submit(String tenant, Turn turn) {
        if (stopped) {
            turn.giveBack();
            return;
        }
        waiting.computeIfAbsent(tenant, any -> new ArrayDeque<>()).add(turn);
        queued++;
        notify();
        startIfNeeded();
    }

    // One that was woken counts as idle until it runs.
    private void startIfNeeded() {
        if (queued > idle) {
            startWorker();
        }
    }

    /** Looks for deliveries that take long, and makes up for them. */
    synchronized void compensate() {
        startIfNeeded();
    }

    private void startWorker() {
        if (workers < threads + extra()) {
            Thread thread = factory.newThread(this::work);
            if (thread != null) {
                thread.start();
                workers++;
            }
        }
    }

    private int extra() {
        long now = nanoTime.getAsLong();
        long slow = running.values().stream()
                .filter(since -> now - since >= SLOW_NANOS)
                .count();
        return (int) Math.min(slow, (long) threads * MOST_EXTRA);
    }

    private void work() {
        try {
            Turn turn = next();
            while (turn != null) {
                try {
                    // What an earlier delivery has left is not meant for this one.
                    Thread.interrupted();
                    turn.run();
                } catch (RuntimeException | Error e) {
                    RelayMessages.workFailed(e);
                }
                turn = next();
            }
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        workers--;
        running.remove(Thread.currentThread());
        notifyAll();
    }

    private synchronized @Nullable Turn next() {
        running.remove(Thread.currentThread());
        notifyAll();
        boolean surplus = workers > threads + extra();
        long deadline = System.currentTimeMillis() + REST_MILLIS;
        while (!surplus) {
            Turn turn = poll();
            if (turn != null) {
                running.put(Thread.currentThread(), nanoTime.getAsLong());
                return turn;
            }
            long left = deadline - System.currentTimeMillis();
            if (stopped || left <= 0 || !awaitWork(left)) {
                return null;
            }
        }
        return null;
    }

    private boolean awaitWork(long millis) {
        idle++;
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            // A container that stops its threads; the relay is stopped by its own call.
            return false;
        } finally {
            idle--;
        }
    }

    /** What comes next, of the tenant whose turn it is. */
    private @Nullable Turn poll() {
        Iterator<Map.Entry<String, Deque<Turn>>> tenants = waiting.entrySet().iterator();
        if (!tenants.hasNext()) {
            return null;
        }
        Map.Entry<String, Deque<Turn>> first = tenants.next();
        tenants.remove();
        Turn turn = first.getValue().poll();
        queued--;
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return turn;
    }

    /** Begins nothing any more. Gives back what waits. */
    void stop() {
        List<Turn> left = new ArrayList<>();
        synchronized (this) {
            stopped = true;
            waiting.values().forEach(left::addAll);
            waiting.clear();
            queued = 0;
            notifyAll();
        }
        left.forEach(Turn::giveBack);
    }

    /** Waits for what has begun. How many deliveries have not ended in time. */
    synchronized int awaitEnd(Duration atMost) throws InterruptedException {
        long end = nanoTime.getAsLong() + atMost.toNanos();
        while (!running.isEmpty()) {
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                break;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return running.size();
    }

    /** Interrupts what has not ended. */
    synchronized void interrupt() {
        running.keySet().forEach(Thread::interrupt);
    }
}
