package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.relay.delivery.DeliveryPool;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is in the outboxes: what this node has committed at once, by hints, and whatever else is there by looking from time to
 * time. Every node may run one; leases keep them apart.
 *
 * <p><strong>Threading:</strong> thread-safe; {@link #offer} never blocks. <strong>Lifecycle:</strong> started and stopped once. One
 * thread keeps time; others exist while there is work.
 */
public final class OutboxRelay {
    private static final Duration COMPENSATION = Duration.ofMillis(500);
    private static final long FIRST_POLLS = Duration.ofMillis(20).toNanos();
    private static final long STOP_MILLIS = 5_000;
    // Whatever is due later is found by a poll.
    private static final long FARTHEST = Duration.ofDays(1).toNanos();

    private final RelayParts parts;
    private final List<OutboxDatabase> databases;
    private final String node = "node-" + Long.toHexString(newToken() >>> 16);
    private final Lease insertLease;
    private final Map<OutboxDatabase, DatabaseRelay> relays = new LinkedHashMap<>();
    private final Map<DatabaseRelay, Long> wakes = new HashMap<>();
    private final DeliveryPool pool;
    private final Rounds rounds;
    private volatile boolean running;
    private @Nullable ScheduledThreadPoolExecutor timer;

    /**
     * Prepares a relay. Starts nothing.
     *
     * @param parts what it is made of
     * @param databases where it delivers from
     */
    public OutboxRelay(RelayParts parts, List<OutboxDatabase> databases) {
        this.parts = parts;
        this.databases = List.copyOf(databases);
        ThreadFactory threads = parts.threads();
        int tenants = databases.stream()
                .mapToInt(database -> database.tenants().size())
                .sum();
        this.pool = new DeliveryPool(
                parts.settings().threads(), tenants > 1, threads, parts.nanoTime(), RelayMessages::workFailed);
        this.rounds = new Rounds(threads);
        // One token for all that this node inserts: a row that anybody has claimed since has another one.
        this.insertLease = new Lease(node, newToken(), parts.settings().lease());
    }

    static long newToken() {
        // Zero means that nobody has it.
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** Starts to deliver. */
    public synchronized void start() {
        if (!parts.settings().enabled() || timer != null) {
            return;
        }
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, parts.threads());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.setRemoveOnCancelPolicy(true);
        timer = clock;
        long now = parts.nanoTime().getAsLong();
        long spread = Math.min(
                FIRST_POLLS * databases.size(), parts.settings().idlePoll().toNanos());
        for (int i = 0; i < databases.size(); i++) {
            long first = now + spread * i / databases.size();
            relays.put(databases.get(i), new DatabaseRelay(databases.get(i), this, parts, insertLease, first));
        }
        running = true;
        relays.values().forEach(relay -> schedule(relay, relay.poll().next()));
        long pause = COMPENSATION.toMillis();
        clock.scheduleWithFixedDelay(this::compensate, pause, pause, TimeUnit.MILLISECONDS);
        RelayMessages.started(node, databases.size());
    }

    private void compensate() {
        try {
            pool.compensate();
            rounds.compensate();
        } catch (RuntimeException | Error e) {
            // It would not be called again.
            RelayMessages.workFailed(e);
        }
    }

    /**
     * The lease that new events are written with.
     *
     * @param database where they are written
     * @param tenant whose they are; empty for none
     * @return the lease, or null if they are to be left to a poll
     */
    public @Nullable Lease newLease(OutboxDatabase database, String tenant) {
        DatabaseRelay relay = running && parts.settings().direct() ? relays.get(database) : null;
        return relay != null && relay.keepsUp(tenant) ? insertLease : null;
    }

    /**
     * Hears of events that were committed. Never blocks and never throws.
     *
     * @param hint the events
     */
    public void offer(Hint hint) {
        parts.events().onEnqueued(hint.database().name(), hint.rows().size());
        DatabaseRelay relay = running ? relays.get(hint.database()) : null;
        if (relay == null) {
            return;
        }
        List<Hint.Row> now = new ArrayList<>(hint.rows().size());
        for (Hint.Row row : hint.rows()) {
            if (row.event().isDeferred()) {
                relay.wake(parts.nanoTime().getAsLong() + delay(row.event()));
            } else {
                now.add(row);
            }
        }
        if (!now.isEmpty()) {
            if (hint.lease() == null) {
                relay.wake(parts.nanoTime().getAsLong());
            } else {
                relay.offer(now);
            }
        }
    }

    // By this node's clock: only for when to look. The database decides what is due.
    private static long delay(NewEvent event) {
        Instant notBefore = event.notBefore();
        long until = notBefore == null ? 0 : Math.max(0, millis(Duration.between(Instant.now(), notBefore)));
        return Math.min(FARTHEST, TimeUnit.MILLISECONDS.toNanos(Math.max(until, millis(event.delay()))));
    }

    private static long millis(Duration time) {
        return time.compareTo(Duration.ofNanos(FARTHEST)) > 0
                ? TimeUnit.NANOSECONDS.toMillis(FARTHEST)
                : time.toMillis();
    }

    /**
     * Looks through a database now.
     *
     * @param database the database
     */
    public void wake(OutboxDatabase database) {
        DatabaseRelay relay = running ? relays.get(database) : null;
        if (relay != null) {
            relay.wake(parts.nanoTime().getAsLong());
        }
    }

    /** Whether rows may be taken in hand. */
    boolean isRunning() {
        return running;
    }

    DeliveryPool pool() {
        return pool;
    }

    void submit(DatabaseRelay relay) {
        rounds.submit(relay.database().database().server(), relay::run);
    }

    /** Asks for a round at a moment, if none is asked for earlier. */
    void schedule(DatabaseRelay relay, long when) {
        ScheduledThreadPoolExecutor clock = timer;
        if (clock == null || !running) {
            return;
        }
        long now = parts.nanoTime().getAsLong();
        synchronized (wakes) {
            Long known = wakes.get(relay);
            if (known != null && known - when <= 0) {
                return;
            }
            wakes.put(relay, when);
        }
        try {
            clock.schedule(() -> wakeUp(relay, when), Math.max(0, when - now), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Stopping: there will be no more rounds.
        }
    }

    /** Does something in a moment; now, if nobody keeps time any more. */
    void later(Runnable work, long nanos) {
        ScheduledThreadPoolExecutor clock = timer;
        try {
            if (clock != null) {
                clock.schedule(work, nanos, TimeUnit.NANOSECONDS);
                return;
            }
        } catch (RejectedExecutionException e) {
            // Stopping.
        }
        work.run();
    }

    private void wakeUp(DatabaseRelay relay, long when) {
        synchronized (wakes) {
            if (!wakes.remove(relay, when)) {
                // An earlier one has replaced it.
                return;
            }
        }
        relay.signal();
    }

    /** Stops: begins no delivery any more, waits for those that have begun, hands over the rest. */
    public void stop() {
        ScheduledThreadPoolExecutor clock;
        synchronized (this) {
            clock = timer;
            if (clock == null || !running) {
                return;
            }
            running = false;
        }
        clock.shutdownNow();
        // What waited for a moment is told now.
        relays.values().forEach(DatabaseRelay::signal);
        try {
            endDeliveries();
            rounds.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        relays.values().forEach(OutboxRelay::finish);
        RelayMessages.stopped(node);
    }

    private static void finish(DatabaseRelay relay) {
        try {
            relay.finish();
        } catch (RuntimeException | Error e) {
            // The others still have to hand over theirs.
            RelayMessages.finishFailed(relay.name(), e);
        }
    }

    private void endDeliveries() throws InterruptedException {
        pool.stop();
        Duration atMost = parts.settings().shutdownTimeout();
        int left = pool.awaitEnd(atMost);
        if (left > 0) {
            RelayMessages.stillDelivering(left, atMost);
            pool.interrupt();
            pool.awaitEnd(COMPENSATION);
        }
    }
}
