package io.holdfast.tck;

import io.holdfast.Route;
import io.holdfast.error.DataErrorDetails;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it heard of routing. */
@ApplicationScoped
public class RecordingListener implements RouteListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** What was heard, as {@code event node tenant}. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void onRouted(Route route, TenantId tenant) {
        heard.add("routed " + route.node() + " " + tenant);
    }

    @Override
    public void onAcquired(Route route, TenantId tenant, long waitNanos) {
        heard.add("acquired " + route.node() + " " + tenant);
    }

    @Override
    public void onReleased(Route route, TenantId tenant) {
        heard.add("released " + route.node() + " " + tenant);
    }

    @Override
    public void onFailed(Route route, TenantId tenant, DataErrorDetails details) {
        heard.add("failed " + route.node() + " " + tenant + " " + details.kind());
    }
}
