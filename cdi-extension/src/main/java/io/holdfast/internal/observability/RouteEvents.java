package io.holdfast.internal.observability;

import io.holdfast.Route;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells all listeners, and writes the line per route at DEBUG. A listener that throws is reported once and never breaks routing.
 *
 * <p><strong>Threading:</strong> thread-safe. Costs one volatile read per event without listeners.
 */
public final class RouteEvents implements RouteListener {

    private static final Logger LOG = System.getLogger("io.holdfast.routing");

    private final CopyOnWriteArrayList<RouteListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Class<?>> reported = ConcurrentHashMap.newKeySet();

    /**
     * Registers a listener.
     *
     * @param listener who wants to hear
     */
    public void register(RouteListener listener) {
        listeners.add(listener);
    }

    /**
     * Tells whether anybody listens: a time that nobody hears of need not be taken.
     *
     * @return true if there is a listener
     */
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    @Override
    public void onRouted(Route route, @Nullable TenantId tenant) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(
                    Level.DEBUG,
                    "Tenant {0}: {1} -> {2} ({3})",
                    tenant == null ? "-" : tenant,
                    route.dataSource(),
                    route.node(),
                    route.reason());
        }
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onRouted(route, tenant));
        }
    }

    @Override
    public void onAcquired(Route route, @Nullable TenantId tenant, long waitNanos) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onAcquired(route, tenant, waitNanos));
        }
    }

    @Override
    public void onReleased(Route route, @Nullable TenantId tenant) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onReleased(route, tenant));
        }
    }

    @Override
    public void onFailed(Route route, @Nullable TenantId tenant, DataErrorDetails details) {
        if (!listeners.isEmpty()) {
            tell(listener -> listener.onFailed(route, tenant, details));
        }
    }

    private void tell(Consumer<RouteListener> event) {
        for (RouteListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Exception | LinkageError e) {
                if (reported.add(listener.getClass())) {
                    LOG.log(
                            Level.WARNING,
                            "HOLDF00900: Route listener " + listener.getClass().getName()
                                    + " threw; it keeps being called, further exceptions of it are not logged. Mend it.",
                            e);
                }
            }
        }
    }
}
