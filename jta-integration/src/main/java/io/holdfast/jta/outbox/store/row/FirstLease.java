package io.holdfast.jta.outbox.store.row;

import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import org.jspecify.annotations.Nullable;

/** In whose hand a new row is: an event that waits on purpose is in nobody's. */
public final class FirstLease {

    private FirstLease() {}

    /** The token of a new row, 0 for nobody's. */
    public static long token(NewEvent event, @Nullable Lease lease) {
        return lease == null || event.isDeferred() ? 0 : lease.token();
    }

    /** Microseconds until it is due. */
    public static long pause(NewEvent event, @Nullable Lease lease) {
        return lease == null || event.isDeferred() ? Micros.of(event.delay()) : Micros.of(lease.time());
    }
}
