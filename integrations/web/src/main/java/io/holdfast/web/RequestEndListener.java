package io.holdfast.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Ends the unit of work of a request whose error page did not come through the filter.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class RequestEndListener implements ServletRequestListener {

    /** Made by the container. */
    public RequestEndListener() {
        // Nothing to prepare.
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        RequestState state = RequestState.of(event.getServletRequest());
        if (state != null) {
            state.afterRequest(event.getServletRequest());
        }
    }
}
