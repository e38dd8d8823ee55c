package io.holdfast.demo.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;

/**
 * Stands in for a web server: each call is one request of a tenant, and so one unit of work.
 *
 * <p><strong>Threading:</strong> thread-safe; a request belongs to its thread.
 */
@ApplicationScoped
public class Requests {

    @Inject
    RequestTenant tenant;

    /** Runs one request. */
    @ActivateRequestContext
    public <T> T of(String tenantId, Callable<T> work) throws Exception {
        tenant.use(tenantId);
        return work.call();
    }
}
