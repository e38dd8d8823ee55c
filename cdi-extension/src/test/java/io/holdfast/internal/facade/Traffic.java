package io.holdfast.internal.facade;

import io.holdfast.Route;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the connections that are out, and how many were at once. */
final class Traffic implements RouteListener {

    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public void onAcquired(Route route, @Nullable TenantId tenant, long waitNanos) {
        inUse.incrementAndGet();
        taken.incrementAndGet();
    }

    @Override
    public void onReleased(Route route, @Nullable TenantId tenant) {
        inUse.decrementAndGet();
    }

    int inUse() {
        return inUse.get();
    }

    int taken() {
        return taken.get();
    }
}
