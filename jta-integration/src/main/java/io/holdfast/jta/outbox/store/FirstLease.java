package io.holdfast.jta.outbox.store;

import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import org.jspecify.annotations.Nullable;

/** In whose hand a new row is: an event that waits on purpose is in nobody's. */
final class FirstLease {

    private FirstLease() {}

    static long token(NewEvent event, @Nullable Lease lease) {
        return lease == null || event.isDeferred() ? 0 : lease.token();
    }

    /** Microseconds until it is due. */
    static long pause(NewEvent event, @Nullable Lease lease) {
        return lease == null || event.isDeferred() ? Micros.of(event.delay()) : Micros.of(lease.time());
    }
}
