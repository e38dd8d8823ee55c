package io.holdfast.jta.outbox;

import io.holdfast.jta.outbox.inbox.IdempotentInterceptor;
import io.holdfast.jta.outbox.publisher.HandlerMethod;
import io.holdfast.outbox.Idempotent;
import io.holdfast.outbox.Inbox;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxHandler;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxPublisher;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the outbox a part of the application: finds handlers, publishers and listeners, registers the beans, starts the relay with the
 * application and stops it before.
 *
 * <p><strong>Threading:</strong> called by the container, one event at a time. <strong>Lifecycle:</strong> one per application.
 */
public class OutboxExtension implements Extension {
    /** Late: when the application's own observers have prepared what its handlers need. */
    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 900;

    private final List<HandlerMethod> handlers = new ArrayList<>();
    private final List<Bean<?>> publishers = new ArrayList<>();
    private final List<Bean<?>> listeners = new ArrayList<>();
    private final OutboxRuntime runtime = new OutboxRuntime();
    private boolean wanted;

    void addTypes(@Observes BeforeBeanDiscovery event) {
        event.addAnnotatedType(IdempotentInterceptor.class, IdempotentInterceptor.class.getName());
    }

    void noticeHandlers(@Observes ProcessManagedBean<?> event) {
        if (event.getBean().getBeanClass() == IdempotentInterceptor.class) {
            // It has its own binding, and is in every application.
            return;
        }
        wanted |= event.getAnnotatedBeanClass().isAnnotationPresent(Idempotent.class);
        for (AnnotatedMethod<?> method : event.getAnnotatedBeanClass().getMethods()) {
            wanted |= method.isAnnotationPresent(Idempotent.class);
            OutboxHandler handler = method.getAnnotation(OutboxHandler.class);
            if (handler != null) {
                HandlerMethod found = new HandlerMethod(event.getBean(), method.getJavaMember(), handler);
                found.problem().ifPresent(problem -> event.addDefinitionError(new DeploymentException(problem)));
                handlers.add(found);
                wanted = true;
            }
        }
    }

    // Kept as beans: in Payara what an application has is not visible from an extension in its JARs.
    void noticeBean(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        if (bean.getTypes().contains(OutboxPublisher.class)) {
            publishers.add(bean);
        }
        if (bean.getTypes().contains(OutboxListener.class)) {
            listeners.add(bean);
        }
    }

    void noticeOutbox(@Observes ProcessInjectionPoint<?, Outbox> event) {
        wanted = true;
    }

    void noticeInbox(@Observes ProcessInjectionPoint<?, Inbox> event) {
        // That of our own interceptor says nothing of the application.
        boolean ours = event.getInjectionPoint().getMember().getDeclaringClass() == IdempotentInterceptor.class;
        wanted |= !ours;
    }

    void noticeAdmin(@Observes ProcessInjectionPoint<?, OutboxAdmin> event) {
        wanted = true;
    }

    void addBeans(@Observes AfterBeanDiscovery event) {
        add(event, Outbox.class, OutboxRuntime::outbox);
        add(event, OutboxAdmin.class, OutboxRuntime::admin);
        add(event, Inbox.class, OutboxRuntime::inbox);
    }

    private <T> void add(AfterBeanDiscovery event, Class<T> type, Function<OutboxRuntime, T> get) {
        event.<T>addBean()
                .beanClass(type)
                .id("io.holdfast." + type.getSimpleName())
                .types(type, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> get.apply(runtime));
    }

    void check(@Observes @Priority(LAST) AfterDeploymentValidation event, BeanManager beans) {
        Set<String> consumers = new HashSet<>();
        List<HandlerMethod> namesakes = handlers.stream()
                .filter(handler -> !consumers.add(handler.consumer()))
                .toList();
        namesakes.forEach(
                handler -> event.addDeploymentProblem(
                        new DeploymentException(
                                "HOLDF00648: " + handler.place() + " has the consumer name '"
                                        + handler.consumer()
                                        + "' of another @OutboxHandler: of two with one name only one would get an event. Set 'consumer'.")));
        if (!namesakes.isEmpty()) {
            return;
        }
        try {
            runtime.prepare(new OutboxRuntime.Found(wanted, handlers, publishers, listeners), beans);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    void start(@Observes @Priority(LAST) @Initialized(ApplicationScoped.class) Object event) {
        runtime.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        runtime.stop();
    }

    // Where the other event does not come. Before the pools are closed.
    void stopLate(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) BeforeShutdown event) {
        runtime.stop();
    }
}
