package io.holdfast.jta.outbox.relay.delivery;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxChannel;
import org.jspecify.annotations.Nullable;

/**
 * A row that this node has in hand.
 *
 * <p><strong>Threading:</strong> owned by the relay of a database; delivery threads read it and ask {@link #tryBegin}.
 */
public final class Item {
    private final long row;
    private final long token;
    private final String tenant;
    private final int attempts;
    private final OutboxEvent event;
    private final OutboxChannel channel;
    private final boolean probe;
    private volatile long leaseEnd;
    private volatile boolean lost;
    private volatile @Nullable Lane lane;

    /**
     * Makes an item.
     *
     * @param held the row
     * @param channel where it goes to
     * @param probe whether it is sent to find out if the channel is up again
     * @param leaseEnd until when it is this node's, by its clock
     */
    public Item(Held held, OutboxChannel channel, boolean probe, long leaseEnd) {
        this.row = held.row();
        this.token = held.token();
        this.tenant = held.tenant();
        this.attempts = held.attempts();
        this.event = held.event();
        this.channel = channel;
        this.probe = probe;
        this.leaseEnd = leaseEnd;
    }

    /** The row. */
    public long row() {
        return row;
    }

    /** What fences it. */
    public long token() {
        return token;
    }

    /** Its tenant, empty text for none. */
    public String tenant() {
        return tenant;
    }

    /** Deliveries begun, this one included. */
    public int attempts() {
        return attempts;
    }

    /** The event. */
    public OutboxEvent event() {
        return event;
    }

    /** Where it goes to. */
    public OutboxChannel channel() {
        return channel;
    }

    /** Whether it was sent to find out if its channel is up again. */
    public boolean isProbe() {
        return probe;
    }

    @Nullable Lane lane() {
        return lane;
    }

    void in(Lane where) {
        lane = where;
    }

    long leaseEnd() {
        return leaseEnd;
    }

    void renewed(long end) {
        leaseEnd = end;
    }

    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** Tells whether it may still be sent: another node may have it by now. */
    public boolean tryBegin(long now) {
        if (now - leaseEnd >= 0) {
            lost = true;
        }
        return !lost;
    }
}
