package io.holdfast.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that tells when it becomes asynchronous.
 *
 * <p><strong>Threading:</strong> as the request itself.
 */
final class WatchedRequest extends HttpServletRequestWrapper {

    private final RequestState state;

    WatchedRequest(HttpServletRequest request, RequestState state) {
        super(request);
        this.state = state;
    }

    @Override
    public AsyncContext startAsync() {
        return state.watch(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return state.watch(super.startAsync(request, response));
    }
}
