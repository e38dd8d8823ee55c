package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.relay.delivery.Delivery;
import io.holdfast.jta.outbox.relay.delivery.Held;
import io.holdfast.jta.outbox.relay.delivery.InHand;
import io.holdfast.jta.outbox.relay.delivery.Item;
import io.holdfast.jta.outbox.relay.delivery.Lane;
import io.holdfast.jta.outbox.relay.delivery.LaneOwner;
import io.holdfast.jta.outbox.relay.delivery.Renewal;
import io.holdfast.jta.outbox.relay.delivery.Result;
import io.holdfast.jta.outbox.relay.schedule.Backoff;
import io.holdfast.jta.outbox.relay.schedule.Pace;
import io.holdfast.jta.outbox.relay.schedule.Poll;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Delivers from one database. All its work with the database is done in rounds, one at a time, each on one connection: confirm rows
 * of which a hint came, tell what became of those in hand, renew leases, claim due ones. Deliveries go on meanwhile, outside
 * any transaction; what they report is told in the next round, in one statement for all.
 *
 * <p><strong>Threading:</strong> {@link #offer}, {@link #report} and {@link #wake} from any thread; the rest within a round.
 */
final class DatabaseRelay implements LaneOwner {
    private static final long MOST_PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long HINT_BYTES = 16L << 20;

    private final OutboxDatabase database;
    private final OutboxRelay relay;
    private final RelayParts parts;
    private final Lease lease;
    private final HintQueue hints;
    private final Poll poll;
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger signals = new AtomicInteger();
    private final InHand inHand = new InHand();
    private final Circuits circuits = new Circuits();
    private final Settlement settlement;
    private final Outcomes outcomes;
    private final Dispatch dispatch;
    private final Room room;
    private final Intake intake;
    private final Renewal renewal;
    private final Maintenance maintenance;
    private final Pace pace;
    private final ReentrantLock rounds = new ReentrantLock();
    private boolean finished;
    private int failures;
    private long retryAt;
    private boolean hintsDropped;

    DatabaseRelay(OutboxDatabase database, OutboxRelay relay, RelayParts parts, Lease lease, long firstPoll) {
        this.database = database;
        this.relay = relay;
        this.parts = parts;
        this.lease = lease;
        Backoff backoff = new Backoff(parts.random());
        this.hints = new HintQueue(
                Math.max(parts.settings().maxInFlight() * 4, parts.settings().batchSize()), HINT_BYTES);
        this.poll = new Poll(parts.settings().busyPoll(), parts.settings().idlePoll(), backoff, firstPoll);
        this.settlement = new Settlement(parts.settings().batchSize(), inHand::settled, this::notParked);
        this.outcomes = new Outcomes(this, parts, inHand, circuits, settlement, backoff);
        this.dispatch = new Dispatch(this, parts, inHand, circuits, settlement);
        this.room = new Room(
                inHand,
                database.tenants(),
                parts.settings().maxInFlight(),
                parts.settings().batchSize());
        this.intake = new Intake(this, parts, lease, new Intake.State(hints, poll, room, circuits, settlement));
        this.renewal = new Renewal(inHand, lease.time());
        this.pace = new Pace(
                Math.min(parts.settings().maxInFlight(), parts.settings().batchSize()));
        this.maintenance = new Maintenance(database, parts.retention(), firstPoll);
    }

    String name() {
        return database.name();
    }

    OutboxDatabase database() {
        return database;
    }

    Poll poll() {
        return poll;
    }

    private long now() {
        return parts.nanoTime().getAsLong();
    }

    /** Whether hints of a tenant are dealt with as fast as they come. */
    boolean keepsUp(String tenant) {
        return hints.hasPlace(tenant);
    }

    /** Takes a hint; never blocks. */
    void offer(List<Hint.Row> rows) {
        if (!hints.offer(rows)) {
            if (!hintsDropped) {
                hintsDropped = true;
                RelayMessages.hintsDropped(name());
            }
            poll.at(now() + lease.time().toNanos());
        }
        askForHints();
    }

    /** Looks through the table at a moment at the latest. */
    void wake(long when) {
        if (when - now() <= 0) {
            poll.hurry(when);
            signal();
        } else {
            poll.at(when);
            relay.schedule(this, when);
        }
    }

    @Override
    public void submit(Lane lane) {
        relay.pool().submit(name() + '\n' + lane.tenant(), lane);
    }

    @Override
    public void report(Result result) {
        results.add(result);
        if (result.kind() == Result.Kind.DELIVERED) {
            OutboxEvent event = result.item().event();
            Duration age = Duration.between(event.createdAt(), Instant.now());
            parts.events().onDelivered(event, age.isNegative() ? Duration.ZERO : age);
            // Once nobody keeps time any more, in a moment would be never.
            if (!pace.delivered() && relay.isRunning()) {
                signalSoon();
                return;
            }
        }
        signal();
    }

    @Override
    public boolean deliver(List<Item> turn, boolean keyed) {
        List<Item> sent = new ArrayList<>(turn.size());
        boolean lost = false;
        for (Item item : turn) {
            if (!(lost && keyed) && item.tryBegin(now())) {
                sent.add(item);
            } else {
                lost = true;
                report(new Result(item, Result.Kind.LEASE_LOST, null));
            }
        }
        return !sent.isEmpty() && publish(sent) || lost;
    }

    private boolean publish(List<Item> items) {
        Delivery delivery = new Delivery(items, item -> relay.isRunning() && item.tryBegin(now()), this::report);
        OutboxPublisher publisher = parts.publishers().of(items.get(0).channel());
        try {
            if (publisher == null) {
                throw new IllegalStateException("publisher");
            }
            publisher.publish(items.stream().map(Item::event).toList(), delivery);
        } catch (InterruptedException e) {
            // The relay stops: what was not reported goes back.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            delivery.broke(e);
        }
        return delivery.end();
    }

    /** Asks for a round, now. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            relay.submit(this);
        }
    }

    /** Asks for a round in a moment, together with whatever else happens until then. */
    private void signalSoon() {
        if (pace.ask()) {
            relay.later(this::moment, Pace.MOMENT);
        }
    }

    private void moment() {
        pace.over();
        signal();
    }

    private void askForHints() {
        if (pace.isCrowded()) {
            signalSoon();
        } else {
            signal();
        }
    }

    /** One round, and another one if something has happened meanwhile. */
    void run() {
        int seen = signals.get();
        rounds.lock();
        try {
            if (!finished) {
                round();
            }
        } finally {
            rounds.unlock();
            if (signals.addAndGet(-seen) != 0) {
                relay.submit(this);
            }
        }
    }

    private void round() {
        boolean ended = false;
        try {
            tellAndTake();
            ended = true;
        } finally {
            if (!ended) {
                pause(now());
            }
            relay.schedule(this, nextWake());
        }
    }

    private void tellAndTake() {
        long now = now();
        pace.tells();
        for (Result result = results.poll(); result != null; result = results.poll()) {
            outcomes.take(result, now);
        }
        if (failures > 0 && now - retryAt < 0) {
            return;
        }
        if (hasWork(now)) {
            work(now);
        }
        if (failures > 0) {
            return;
        }
        if (!settlement.isEmpty()) {
            signal();
        } else if (relay.isRunning() && hints.has(room.filter())) {
            askForHints();
        }
    }

    private boolean hasWork(long now) {
        return !settlement.isEmpty() || relay.isRunning() && hasIntake(now);
    }

    private boolean hasIntake(long now) {
        return hints.has(room.filter())
                || poll.isDue(now) && room.isOpen()
                || renewal.isDue(now)
                || circuits.all().stream().anyMatch(circuit -> circuit.wantsProbe(now));
    }

    private void work(long now) {
        List<Held> held = new ArrayList<>();
        try {
            OutboxStore store = database.ready();
            database.database().call(connection -> {
                talk(store, connection, held);
                return null;
            });
            if (failures > 0) {
                RelayMessages.roundWorksAgain(name(), failures);
                failures = 0;
            }
        } catch (SQLException | RuntimeException e) {
            failed(now, e);
        } finally {
            // Also what was taken in hand before something failed.
            send(held, now);
        }
    }

    private void send(List<Held> held, long now) {
        // A lease that has just begun is not renewed by a confirmation.
        dispatch.send(held, now + lease.time().toNanos() / 10 * 9);
        held.clear();
    }

    private void talk(OutboxStore store, Connection connection, List<Held> held) throws SQLException {
        long now = now();
        int hinted = 0;
        // What was just published waits for nothing else, unless a row that is to be parked holds it up.
        if (relay.isRunning() && !settlement.parks()) {
            hinted = confirm(store, connection, held, now);
        }
        settle(store, connection);
        renewal.workIfDue(store, connection, now);
        if (relay.isRunning()) {
            if (hinted == 0) {
                // Perhaps there is room for some now.
                hinted = confirm(store, connection, held, now);
            }
            pace.took(hinted);
            takeIn(store, connection, held, now);
        }
    }

    private int confirm(OutboxStore store, Connection connection, List<Held> held, long now) throws SQLException {
        int hinted = intake.confirm(store, connection, held);
        send(held, now);
        return hinted;
    }

    private void takeIn(OutboxStore store, Connection connection, List<Held> held, long now) throws SQLException {
        intake.probe(store, connection, held, now);
        if (poll.isDue(now)) {
            intake.claim(store, connection, held, now);
        }
        maintenance.workIfDue(store, connection, now);
    }

    private void settle(OutboxStore store, Connection connection) throws SQLException {
        int lost = settlement.write(store, connection);
        if (lost > 0) {
            RelayMessages.leaseLost(name(), lost);
            parts.events().onLeaseLost(name(), lost);
        }
    }

    private void notParked(List<Parking> rows, Exception cause) {
        RelayMessages.notParked(name(), rows.stream().map(Parking::row).toList(), cause);
        database.doubt();
    }

    private void failed(long now, Exception cause) {
        if (failures++ == 0) {
            RelayMessages.roundFailed(name(), cause);
        }
        database.doubt();
        pause(now);
    }

    private void pause(long now) {
        failures = Math.max(1, failures);
        long pause = Math.min(MOST_PAUSE, FIRST_PAUSE << Math.min(failures, 20));
        retryAt = now + pause / 2 + parts.random().applyAsLong(pause / 2 + 1);
    }

    private long nextWake() {
        if (failures > 0) {
            return retryAt;
        }
        // Without room a result comes first, and asks for a round itself.
        long next = room.isOpen() ? poll.next() : now() + MOST_PAUSE;
        if (renewal.isNeeded()) {
            next = earlier(next, renewal.at());
        }
        for (Circuit circuit : circuits.all()) {
            if (!circuit.isProbing()) {
                next = earlier(next, circuit.probeAt());
            }
        }
        return next;
    }

    private static long earlier(long first, long second) {
        return second - first < 0 ? second : first;
    }

    /** Tells the database what is known, and gives back the rest, unless a round hangs. Called when no delivery runs any more. */
    void finish() {
        if (!rounds.tryLock()) {
            RelayMessages.roundHangs(name());
            return;
        }
        try {
            finished = true;
            handOver();
        } finally {
            rounds.unlock();
        }
    }

    private void handOver() {
        long now = now();
        for (Result result = results.poll(); result != null; result = results.poll()) {
            outcomes.take(result, now);
        }
        hints.take(Integer.MAX_VALUE, row -> true)
                .forEach(row -> settlement.retry(new Retry(row.row(), lease.token(), Duration.ZERO, 0, null)));
        if (settlement.isEmpty()) {
            return;
        }
        try {
            OutboxStore store = database.ready();
            database.database().call(connection -> {
                settle(store, connection);
                return null;
            });
        } catch (SQLException | RuntimeException e) {
            RelayMessages.roundFailed(name(), e);
        }
    }
}
