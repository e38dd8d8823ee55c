package io.holdfast.web;

import io.holdfast.spi.RequestUnits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work of a request and how far the request is, kept as an attribute of the request.
 *
 * <p>Who ends the unit: the dispatch that leaves nothing to come; in an asynchronous request its completion; where an error page
 * may follow, that page or, if there is none, {@link RequestEndListener}.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class RequestState implements AsyncListener {

    static final String ATTRIBUTE = "io.holdfast.web.request";

    private final RequestUnits.Unit unit;
    private volatile boolean asynchronous;

    private RequestState(RequestUnits.Unit unit) {
        this.unit = unit;
    }

    static @Nullable RequestState of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestState state ? state : null;
    }

    static RequestState attach(RequestUnits.Unit unit, ServletRequest request) {
        RequestState state = new RequestState(unit);
        request.setAttribute(ATTRIBUTE, state);
        return state;
    }

    RequestUnits.Unit unit() {
        return unit;
    }

    /** The request with an eye on its asynchronous cycles: afterwards not every container can tell whether there was one. */
    HttpServletRequest watched(HttpServletRequest request) {
        return request.isAsyncSupported() ? new WatchedRequest(request, this) : request;
    }

    /** Each cycle forgets the listeners of the one before. */
    AsyncContext watch(AsyncContext cycle) {
        asynchronous = true;
        cycle.addListener(this);
        return cycle;
    }

    void afterDispatch(HttpServletRequest request, boolean settled) {
        if (!asynchronous && request.isAsyncStarted()) {
            // Begun on the container's own request, past the watch.
            watch(request.getAsyncContext());
        }
        if (settled && !asynchronous) {
            unit.end();
        }
    }

    void afterRequest(ServletRequest request) {
        if (!asynchronous && !request.isAsyncStarted()) {
            unit.end();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        unit.end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Completion follows in any case, by the application or by the container.
    }

    @Override
    public void onError(AsyncEvent event) {
        // As above.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The watched request has registered this again.
    }
}
