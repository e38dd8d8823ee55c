package io.holdfast.jta.outbox.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the database work of the relay, at most three databases of one server at a time: the fourth permit is left to others, and a
 * server that hangs holds up its own databases only.
 *
 * <p><strong>Threading:</strong> thread-safe. Threads exist while there is work, and some seconds longer.
 */
final class Rounds {
    private static final int PER_SERVER = 3;
    private static final int REST_SECONDS = 10;

    private final Map<Object, Line> lines = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor executor;

    Rounds(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, REST_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    void submit(Object server, Runnable round) {
        Line line = lines.computeIfAbsent(server, any -> new Line());
        if (line.add(round)) {
            start(line);
        }
    }

    private void start(Line line) {
        try {
            executor.execute(() -> work(line));
        } catch (RuntimeException | Error e) {
            line.left();
            if (!executor.isShutdown()) {
                // No thread was to be had. It is tried again soon; whoever committed must not hear of it.
                RelayMessages.workFailed(e);
            }
        }
    }

    /** Finds threads for rounds that found none. */
    void compensate() {
        lines.values().stream().filter(Line::isStuck).forEach(this::start);
    }

    private static void work(Line line) {
        Runnable round = line.next();
        while (round != null) {
            try {
                round.run();
            } catch (RuntimeException | Error e) {
                RelayMessages.workFailed(e);
            }
            round = line.next();
        }
    }

    /** Runs nothing any more, and waits for what runs. */
    void stop(long millis) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }

    private static final class Line {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int active;

        /** True if the caller has to find a thread. */
        synchronized boolean add(Runnable round) {
            waiting.add(round);
            if (active == PER_SERVER) {
                return false;
            }
            active++;
            return true;
        }

        synchronized @Nullable Runnable next() {
            Runnable round = waiting.poll();
            if (round == null) {
                active--;
            }
            return round;
        }

        /** True if rounds wait and nobody is there to run them; the caller has to find a thread then. */
        synchronized boolean isStuck() {
            boolean stuck = active == 0 && !waiting.isEmpty();
            if (stuck) {
                active++;
            }
            return stuck;
        }

        synchronized void left() {
            active--;
        }
    }
}
