package io.holdfast.jta.outbox.relay.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Items of one tenant, channel and key, delivered one after the other; or some without a key, which have no order. The first failure
 * of a key stops its lane: what comes after it goes back to the database, where the order is kept.
 *
 * <p><strong>Threading:</strong> thread-safe. Runs on one delivery thread at a time.
 */
public final class Lane implements Turn {
    private static final int TURN = 50;

    private final LaneOwner owner;
    private final @Nullable LaneKey key;
    private final String tenant;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private boolean stopped;
    private int unsettled;
    private long lastRow;

    /**
     * Makes a lane with nothing in it.
     *
     * @param owner who sends what is in it
     * @param key the key of its items, or null if they have none
     * @param tenant whose items
     */
    public Lane(LaneOwner owner, @Nullable LaneKey key, String tenant) {
        this.owner = owner;
        this.key = key;
        this.tenant = tenant;
    }

    /** Whose items, empty text for nobody's. */
    public String tenant() {
        return tenant;
    }

    @Nullable LaneKey key() {
        return key;
    }

    /**
     * Adds an item behind the others.
     *
     * @param olderRow the newest older row of the key, or 0
     * @return false if it must not go: an older one is not in this lane, or the lane has stopped
     */
    public synchronized boolean append(Item item, long olderRow) {
        if (stopped || olderRow != 0 && lastRow != olderRow) {
            return false;
        }
        item.in(this);
        waiting.add(item);
        lastRow = item.row();
        unsettled++;
        return true;
    }

    /** Takes the right to be run, if there is something to run. */
    public synchronized boolean trySchedule() {
        if (scheduled || waiting.isEmpty()) {
            return false;
        }
        scheduled = true;
        return true;
    }

    /** Whether it holds nothing and nothing of it is open. */
    synchronized boolean isUnused() {
        return unsettled == 0;
    }

    /** The database knows what became of an item. True if it was the last one. */
    synchronized boolean settled() {
        return --unsettled == 0;
    }

    /** One turn: long enough to be worth a batch, short enough for other tenants to get theirs. */
    @Override
    public void run() {
        List<Item> turn = nextTurn();
        boolean failed = !turn.isEmpty() && owner.deliver(turn, key != null);
        boolean again;
        boolean end;
        synchronized (this) {
            stopped |= failed && key != null;
            end = stopped;
            again = !end && !waiting.isEmpty();
            scheduled = again;
        }
        if (end) {
            giveBack();
        } else if (again) {
            owner.submit(this);
        }
    }

    private synchronized List<Item> nextTurn() {
        List<Item> turn = new ArrayList<>(Math.min(TURN, waiting.size()));
        while (turn.size() < TURN && !waiting.isEmpty()) {
            turn.add(waiting.poll());
        }
        return turn;
    }

    /** Gives up what was not sent: after a failure, or because the relay stops. */
    @Override
    public void giveBack() {
        while (true) {
            Optional<Item> next;
            synchronized (this) {
                stopped = true;
                next = Optional.ofNullable(waiting.poll());
            }
            if (next.isEmpty()) {
                return;
            }
            owner.report(new Result(next.get(), Result.Kind.NOT_TRIED, null));
        }
    }
}
