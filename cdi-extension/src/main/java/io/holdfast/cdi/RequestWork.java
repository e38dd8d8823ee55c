package io.holdfast.cdi;

import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.spi.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The unit of work of a request. Its life is the request's, so the container ends it.
 *
 * <p><strong>Threading:</strong> what it holds is thread-safe.
 */
@RequestScoped
class RequestWork {

    private final UnitOfWork unit;
    private final WorkFrame frame;

    /** For the container's proxy only. */
    RequestWork() {
        this.unit = new UnitOfWork();
        this.frame = WorkFrame.of(unit);
    }

    @Inject
    RequestWork(Instance<TenantResolver> resolver) {
        this.unit = new UnitOfWork(() ->
                resolver.isUnsatisfied() ? Optional.empty() : resolver.get().resolveTenant());
        this.frame = WorkFrame.of(unit);
    }

    UnitOfWork unit() {
        return unit;
    }

    WorkFrame frame() {
        return frame;
    }
}
