package io.holdfast.cdi;

import io.holdfast.internal.tenancy.WorkFrame;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the unit of work of the current request, past the client proxy: one call through a proxy costs more than the whole
 * decision.
 *
 * <p><strong>Threading:</strong> thread-safe once the container has booted; before that there is no request.
 */
final class RequestFrames implements Supplier<@Nullable WorkFrame> {

    private volatile @Nullable Access access;

    @SuppressWarnings("unchecked") // the bean manager finds beans of the asked type, and says Bean<?>
    void use(BeanManager beans) {
        Bean<?> found = beans.resolve(beans.getBeans(RequestWork.class));
        access = new Access(beans, (Bean<RequestWork>) found);
    }

    @Override
    public @Nullable WorkFrame get() {
        Access ready = access;
        return ready == null ? null : ready.frame();
    }

    private record Access(BeanManager beans, Bean<RequestWork> bean) {

        @Nullable WorkFrame frame() {
            try {
                Context request = beans.getContext(RequestScoped.class);
                RequestWork work = request.get(bean);
                return (work != null ? work : request.get(bean, beans.createCreationalContext(bean))).frame();
            } catch (ContextNotActiveException e) {
                // The only portable way to ask whether there is a request.
                return null;
            }
        }
    }
}
