package io.holdfast.jta.outbox.relay.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that deliver: they serve tenants in turn, however much work one of them has. A delivery that takes longer than a second
 * is made up for by another thread, within bounds, so that a tenant whose receiver hangs does not hold up the others. Where several
 * tenants share the threads there is one more than any of them may take: what is made up for is not taken by what hangs next, and who
 * has little to deliver finds a thread at once beside one who floods.
 *
 * <p><strong>Threading:</strong> thread-safe. Threads exist while there is work, and some seconds longer.
 */
public final class DeliveryPool {
    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REST_MILLIS = 10_000;
    private static final int MOST_EXTRA = 8;

    private final int threads;
    private final int most;
    private final ThreadFactory factory;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> defects;
    private final TurnQueue waiting;
    private final Map<Thread, Running> running = new HashMap<>();
    private int workers;
    private int idle;
    private boolean stopped;
    private boolean awaited;

    private record Running(String tenant, long since) {}

    /**
     * Prepares a pool. Starts nothing.
     *
     * @param threads how many threads a tenant may take
     * @param shared whether several tenants share them
     * @param factory makes the threads
     * @param nanoTime the clock
     * @param defects hears what a turn threw, which it should not have
     */
    public DeliveryPool(
            int threads, boolean shared, ThreadFactory factory, LongSupplier nanoTime, Consumer<Throwable> defects) {
        this.threads = threads;
        this.most = shared ? threads + 1 : threads;
        this.waiting = new TurnQueue(shared ? threads : Integer.MAX_VALUE);
        this.factory = factory;
        this.nanoTime = nanoTime;
        this.defects = defects;
    }

    /** Lets a turn of a tenant wait for a thread; gives it back if the pool has stopped. */
    public synchronized void submit(String tenant, Turn turn) {
        if (stopped) {
            turn.giveBack();
            return;
        }
        waiting.add(tenant, turn);
        notify();
        startIfNeeded();
    }

    // One that was woken counts as idle until it runs.
    private void startIfNeeded() {
        if (waiting.ready() > idle) {
            startWorker();
        }
    }

    /** Looks for deliveries that take long, and makes up for them. */
    public synchronized void compensate() {
        startIfNeeded();
    }

    private void startWorker() {
        if (workers < most + extra()) {
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
                .filter(turn -> now - turn.since() >= SLOW_NANOS)
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
                    defects.accept(e);
                }
                turn = next();
            }
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        workers--;
        leave();
        if (waiting.ready() > 0) {
            // It took nothing with it: what its end has made ready is for another one.
            notify();
            startIfNeeded();
        }
    }

    private void leave() {
        Running last = running.remove(Thread.currentThread());
        if (last != null) {
            waiting.ended(last.tenant());
        }
        if (awaited) {
            // For whoever waits for the end. Who does work looks for more of it by itself.
            notifyAll();
        }
    }

    private synchronized @Nullable Turn next() {
        leave();
        boolean surplus = workers > most + extra();
        long deadline = System.currentTimeMillis() + REST_MILLIS;
        while (!surplus) {
            TurnQueue.Next next = waiting.poll();
            if (next != null) {
                running.put(Thread.currentThread(), new Running(next.tenant(), nanoTime.getAsLong()));
                return next.turn();
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

    /** Begins nothing any more. Gives back what waits. */
    public void stop() {
        List<Turn> left;
        synchronized (this) {
            stopped = true;
            left = waiting.clear();
            notifyAll();
        }
        left.forEach(Turn::giveBack);
    }

    /** Waits for what has begun. How many deliveries have not ended in time. */
    public synchronized int awaitEnd(Duration atMost) throws InterruptedException {
        awaited = true;
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
    public synchronized void interrupt() {
        running.keySet().forEach(Thread::interrupt);
    }
}
