package io.holdfast;

import io.holdfast.error.DataException;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;

/**
 * Units of work and tenants for code outside a request, and for handing both to another thread.
 *
 * <p>A unit of work is what reads must be consistent within: a request, a message, or a scope opened here. It remembers which
 * data sources it wrote to and which replica it reads from. Inject this and open a scope:
 * {@snippet lang=java :
 * try (WorkScope work = holdfast.begin("acme")) { ... }
 * }
 *
 * <p><strong>Threading:</strong> thread-safe; what it opens is bound to the calling thread.
 *
 * @since 0.1
 */
public interface Holdfast {

    /**
     * Opens a scope for a tenant. Inside a request or another scope it shares that one's unit of work, so that a write in the
     * inner scope is seen by reads of the outer one; otherwise it begins one.
     *
     * @param tenant the tenant's id
     * @return the scope; close it on the same thread, innermost first
     * @throws DataException of kind {@code TENANT} if the tenant is malformed, or unknown and the policy is to refuse
     */
    WorkScope begin(String tenant);

    /**
     * Opens a scope that names no tenant: for an application without tenants, or code that names the tenant at each call. A
     * tenant of an outer scope or request stays in force.
     *
     * @return the scope; close it on the same thread, innermost first
     */
    WorkScope begin();

    /**
     * The tenant of the innermost scope, else of the request.
     *
     * @return the tenant, or empty if nobody named one
     */
    Optional<TenantId> currentTenant();

    /**
     * Captures tenant and unit of work of the calling thread, to be put on another one.
     *
     * @return what was captured; empty when there was nothing, and then {@link WorkContext#run(Runnable)} runs without a tenant
     */
    WorkContext capture();

    /**
     * A context of nobody: without a tenant, and each run in a unit of work of its own, whatever is in force on the thread.
     *
     * @return the context
     */
    WorkContext emptyContext();
}
