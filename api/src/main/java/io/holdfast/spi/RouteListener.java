package io.holdfast.spi;

import io.holdfast.Route;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every routed connection. An application provides it as a CDI bean, a library by {@link java.util.ServiceLoader}.
 *
 * <p>Called on the thread that uses the connection, for each connection; be quick and do not block. An exception is logged
 * once per listener and otherwise ignored: listening never breaks routing.
 *
 * @since 0.1
 */
public interface RouteListener {

    /**
     * A route was decided; the pool is asked next.
     *
     * @param route where and why
     * @param tenant for whom, null for a data source without tenants
     */
    default void onRouted(Route route, @Nullable TenantId tenant) {}

    /**
     * A connection was taken from the pool and is ready.
     *
     * @param route where and why
     * @param tenant for whom, null for a data source without tenants
     * @param waitNanos how long it took, in nanoseconds, including a new connection or the reset of a used one
     */
    default void onAcquired(Route route, @Nullable TenantId tenant, long waitNanos) {}

    /**
     * A connection went back to its pool.
     *
     * @param route where and why it was taken
     * @param tenant for whom, null for a data source without tenants
     */
    default void onReleased(Route route, @Nullable TenantId tenant) {}

    /**
     * No connection was to be had on this route; another node may be tried next.
     *
     * @param route where and why
     * @param tenant for whom, null for a data source without tenants
     * @param details what happened
     */
    default void onFailed(Route route, @Nullable TenantId tenant, DataErrorDetails details) {}
}
