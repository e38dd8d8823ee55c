package io.holdfast.internal.tenancy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work remembers of one data source: whether it has written, and the replica it reads from.
 *
 * <p>The replica is an index into the data source's replicas. Until the first connection to it was handed out another one may
 * still be chosen; afterwards only the same replica or the primary is as new as what was read.
 *
 * <p><strong>Threading:</strong> thread-safe, monotone.
 */
public final class Stickiness {

    /** No replica was chosen yet. */
    public static final int NONE = -1;

    /** The chosen replica was read from and then lost: reads go to the primary from now on. */
    public static final int LOST = -2;

    /** The unit has read from the primary, and any replica may be older: reads go to the primary from now on. */
    public static final int ON_PRIMARY = -3;

    // Choice and "has been read from" change in one step, so that no task of the unit can choose again behind another's
    // read.
    private static final int READ = 1 << 30;

    private static final VarHandle STATE;
    private static final VarHandle FIRST_READ;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Stickiness.class, "state", int.class);
            FIRST_READ = lookup.findVarHandle(Stickiness.class, "firstReadNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String dataSource;
    private final @Nullable Stickiness next;
    private volatile boolean pinned;
    private volatile int state = NONE;
    private volatile long firstReadNanos;

    Stickiness(String dataSource, @Nullable Stickiness next) {
        this.dataSource = dataSource;
        this.next = next;
    }

    String dataSource() {
        return dataSource;
    }

    @Nullable Stickiness next() {
        return next;
    }

    /**
     * Tells whether the unit has written.
     *
     * @return true from the first write on
     */
    public boolean isPinned() {
        return pinned;
    }

    /** Remembers a write. */
    public void pin() {
        pinned = true;
    }

    /**
     * The replica this unit reads from.
     *
     * @return its index, {@link #NONE}, {@link #LOST} or {@link #ON_PRIMARY}
     */
    public int replica() {
        int seen = state;
        return seen < 0 ? seen : seen & ~READ;
    }

    /**
     * Chooses a replica, as long as the one chosen before was not read from.
     *
     * @param expected what {@link #replica()} returned
     * @param index the replica to read from
     * @return true if it is chosen now; false if another task of the unit chose or read meanwhile
     */
    public boolean choose(int expected, int index) {
        return STATE.compareAndSet(this, expected, index);
    }

    /**
     * Tells whether a connection for reading was handed out.
     *
     * @return true from the first read on
     */
    public boolean hasRead() {
        int seen = state;
        return seen < NONE || seen >= 0 && (seen & READ) != 0;
    }

    /**
     * Asks to hand out a connection to a replica. From then on the unit sticks to it.
     *
     * @param index the replica
     * @param openedNanos when the connection was opened, of {@link System#nanoTime()}
     * @param nowNanos the time
     * @return false if the unit reads elsewhere by now, or if the connection is younger than the unit's first read: only an older
     *     one proves that the replica was not restarted since, and a restarted one may have come back with an older state
     */
    public boolean confirm(int index, long openedNanos, long nowNanos) {
        FIRST_READ.compareAndSet(this, 0L, nowNanos == 0 ? 1 : nowNanos);
        if (STATE.compareAndSet(this, index, index | READ)) {
            return true;
        }
        return state == (index | READ) && openedNanos - firstReadNanos <= 0;
    }

    /** Gives the chosen replica up for good. */
    public void lose() {
        state = LOST;
    }

    /** Remembers a read from the primary. */
    public void readFromPrimary() {
        if (state != LOST) {
            state = ON_PRIMARY;
        }
    }
}
