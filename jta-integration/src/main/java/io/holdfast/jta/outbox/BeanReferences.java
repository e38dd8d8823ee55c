package io.holdfast.jta.outbox;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;

/**
 * References to beans of the application that live as long as the outbox: dependent ones are destroyed with it.
 *
 * <p><strong>Threading:</strong> used by the thread that boots and the one that stops, never by both at once.
 */
final class BeanReferences implements AutoCloseable {
    private final BeanManager beans;
    private final List<CreationalContext<?>> contexts = new ArrayList<>();

    BeanReferences(BeanManager beans) {
        this.beans = beans;
    }

    <T> T get(Bean<?> bean, Class<T> type) {
        CreationalContext<?> context = beans.createCreationalContext(bean);
        contexts.add(context);
        return type.cast(beans.getReference(bean, type, context));
    }

    @Override
    public void close() {
        List<CreationalContext<?>> released = List.copyOf(contexts);
        contexts.clear();
        released.forEach(CreationalContext::release);
    }
}
