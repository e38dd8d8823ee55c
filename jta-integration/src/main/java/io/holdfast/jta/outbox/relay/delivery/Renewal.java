package io.holdfast.jta.outbox.relay.delivery;

import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps rows in hand: a lease is renewed when half of its time is over.
 *
 * <p><strong>Threading:</strong> owned by the relay of a database.
 */
public final class Renewal {
    private final InHand inHand;
    private final Duration time;

    /**
     * Watches the leases of what is in hand.
     *
     * @param inHand what is in hand
     * @param time how long a lease holds
     */
    public Renewal(InHand inHand, Duration time) {
        this.inHand = inHand;
        this.time = time;
    }

    /** Whether there is any lease that will have to be renewed. */
    public boolean isNeeded() {
        return inHand.hasLeases();
    }

    /** When the first one has to be, or a moment before that. */
    public long at() {
        return inHand.firstEnd() - half();
    }

    /** Whether a lease has to be renewed now. */
    public boolean isDue(long now) {
        return isNeeded() && now - at() >= 0;
    }

    private long half() {
        return time.toNanos() / 2;
    }

    /** Renews what will end soon; what another node has by now is lost. */
    public void workIfDue(OutboxStore store, Connection connection, long now) throws SQLException {
        if (!isDue(now)) {
            return;
        }
        List<Item> expiring = inHand.expiring(now + half());
        if (!expiring.isEmpty()) {
            Map<Long, Long> rows = expiring.stream().collect(Collectors.toMap(Item::row, Item::token));
            Set<Long> kept = store.renew(connection, rows, time);
            for (Item item : expiring) {
                if (kept.contains(item.row())) {
                    item.renewed(now + time.toNanos());
                } else {
                    // Dropped where it is not sent yet. What is being sent cannot be called back.
                    item.lose();
                }
            }
        }
        inHand.leasesChanged();
    }
}
