package io.holdfast.jta.outbox.publisher;

import io.holdfast.jta.outbox.message.PayloadCodec;
import io.holdfast.jta.outbox.message.TypePatterns;
import io.holdfast.outbox.Idempotent;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxHandler;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean that wants events.
 *
 * <p><strong>Threading:</strong> immutable; a call is as thread-safe as the bean.
 */
public final class HandlerMethod {
    private final Bean<?> bean;
    private final Method method;
    private final List<String> patterns;
    private final String consumer;

    /**
     * Describes a method.
     *
     * @param bean the bean
     * @param method the method
     * @param handler what it wants
     */
    public HandlerMethod(Bean<?> bean, Method method, OutboxHandler handler) {
        this.bean = bean;
        this.method = method;
        this.patterns = List.of(handler.value());
        this.consumer = handler.consumer().isEmpty()
                ? bean.getBeanClass().getSimpleName() + "." + method.getName()
                : handler.consumer();
    }

    /**
     * What is wrong with the method.
     *
     * @return a message for the deployment, or empty
     */
    public Optional<String> problem() {
        Class<?>[] types = method.getParameterTypes();
        boolean shape = types.length == 1 || types.length == 2 && types[1] == OutboxEvent.class;
        boolean callable = !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
        if (!shape || !callable || types.length == 2 && types[0] == OutboxEvent.class) {
            return Optional.of(
                    "HOLDF00643: " + place() + " has @OutboxHandler and must be neither static nor private, and take"
                            + " the payload, the OutboxEvent, or both in this order.");
        }
        if (method.isAnnotationPresent(Idempotent.class)
                || method.getDeclaringClass().isAnnotationPresent(Idempotent.class)) {
            return Optional.of(
                    "HOLDF00649: " + place() + " has @OutboxHandler, which remembers events itself, and @Idempotent,"
                            + " which would find each event remembered. Remove @Idempotent.");
        }
        boolean wrong = patterns.isEmpty() || patterns.stream().anyMatch(String::isBlank);
        return wrong
                ? Optional.of(
                        "HOLDF00644: " + place() + " has @OutboxHandler without a type. Name one, such as \"order.*\".")
                : Optional.empty();
    }

    boolean wants(String type) {
        return patterns.stream().anyMatch(pattern -> TypePatterns.matches(pattern, type));
    }

    /**
     * What the inbox knows it by.
     *
     * @return the name
     */
    public String consumer() {
        return consumer;
    }

    /**
     * Where it is, for messages.
     *
     * @return class and method
     */
    public String place() {
        return bean.getBeanClass().getSimpleName() + "." + method.getName() + "()";
    }

    /** The arguments for an event. */
    @Nullable Object[] arguments(OutboxEvent event, PayloadCodec codec) {
        Type first = method.getGenericParameterTypes()[0];
        Object payload = first == OutboxEvent.class ? event : codec.decode(event.payload(), first);
        return method.getParameterCount() == 1
                ? new @Nullable Object[] {payload}
                : new @Nullable Object[] {payload, event};
    }

    void call(BeanManager beans, @Nullable Object[] arguments) throws Exception {
        CreationalContext<?> context = beans.createCreationalContext(bean);
        try {
            Object target = beans.getReference(bean, method.getDeclaringClass(), context);
            if (!method.canAccess(target)) {
                method.setAccessible(true);
            }
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        } finally {
            // A dependent bean lives for this call.
            context.release();
        }
    }

    private static Exception unwrapped(InvocationTargetException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception failure ? failure : e;
    }
}
