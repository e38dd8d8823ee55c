package io.holdfast.web;

import io.holdfast.error.DataException;
import io.holdfast.spi.RequestUnits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves each request for its tenant, in one unit of work, and answers data errors that nobody caught.
 *
 * <p>The unit of work is an attribute of the request: each dispatch puts it on its own thread and takes it off again, so that an
 * asynchronous request keeps its pin and a pooled thread keeps nothing.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> made and initialised by the container.
 */
public final class HoldfastFilter implements Filter {

    private final Problems problems = new Problems();
    private @Nullable Engine engine;

    /** Made by the container. */
    public HoldfastFilter() {
        // What it needs is looked up at init, when the container has booted.
    }

    HoldfastFilter(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        engine = Engine.lookUp();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Engine ready = engine;
        if (ready == null) {
            throw new ServletException(WebMessages.notInitialised());
        }
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            doHttp(ready, http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void doHttp(Engine ready, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestState state = RequestState.of(request);
        if (state == null) {
            try {
                state = begin(ready, request);
            } catch (TenantRefusal refusal) {
                problems.refuse(refusal, response);
                return;
            } catch (DataException failure) {
                problems.answer(failure, response, ready.config().retryAfterSeconds());
                return;
            }
        }
        serve(ready, state, request, response, chain);
    }

    private static RequestState begin(Engine ready, HttpServletRequest request) throws TenantRefusal {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            // The request was refused, or failed before it came here: its error page is not refused once more.
            return RequestState.attach(ready.units().begin(Optional::empty), request);
        }
        NamedTenant named = ready.finder().find(request);
        named.eager().ifPresent(ready.registry()::forTenant);
        RequestUnits.Unit unit = ready.units().begin(named.resolution(ready.resolver()));
        if (ready.config().required() && named.isAbsent()) {
            requireDefault(ready, unit);
        }
        return RequestState.attach(unit, request);
    }

    // The registry knows what the policy says of an absent tenant.
    private static void requireDefault(Engine ready, RequestUnits.Unit unit) {
        RequestUnits.Binding binding = unit.bind();
        try {
            ready.registry().current();
        } finally {
            binding.close();
        }
    }

    private void serve(
            Engine ready,
            RequestState state,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        boolean settled = false;
        Runnable endOfContext = ready.contexts().activateFor(request.getDispatcherType());
        RequestUnits.Binding binding = state.unit().bind();
        try {
            chain.doFilter(state.watched(request), response);
            settled = !mayBecomeErrorPage(response);
        } catch (Exception e) {
            // Not only what a filter may throw: an interceptor throws the RollbackException of a commit as it is.
            // In an asynchronous cycle another thread may be writing: the container ends that one as it always does.
            if (request.isAsyncStarted()
                    || !problems.answerAny(e, response, ready.config().retryAfterSeconds())) {
                throw e;
            }
            settled = true;
        } finally {
            binding.close();
            endOfContext.run();
            state.afterDispatch(request, settled || request.getDispatcherType() == DispatcherType.ERROR);
        }
    }

    private static boolean mayBecomeErrorPage(HttpServletResponse response) {
        return response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && !response.isCommitted();
    }
}
