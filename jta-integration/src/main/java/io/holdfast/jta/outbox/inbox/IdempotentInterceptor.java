package io.holdfast.jta.outbox.inbox;

import io.holdfast.outbox.Idempotent;
import io.holdfast.outbox.Inbox;
import io.holdfast.outbox.OutboxEvent;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Asks the inbox before a method with {@link Idempotent} runs, inside the method's transaction.
 *
 * <p><strong>Threading:</strong> as the bean it belongs to. Serializable, because beans that are passivated may have it.
 */
@Idempotent
@Interceptor
@Priority(IdempotentInterceptor.PRIORITY)
public class IdempotentInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;

    /** After the transaction (200). */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 250;

    @Inject
    private Inbox inbox;

    /** Made by the container. */
    public IdempotentInterceptor() {}

    @AroundInvoke
    @Nullable Object once(InvocationContext call) throws Exception {
        Method method = call.getMethod();
        String message = messageId(method, call.getParameters());
        return inbox.register(consumer(method), message) ? call.proceed() : nothing(method.getReturnType());
    }

    private static String consumer(Method method) {
        Idempotent own = method.getAnnotation(Idempotent.class);
        Idempotent declared = own != null ? own : method.getDeclaringClass().getAnnotation(Idempotent.class);
        return declared == null || declared.consumer().isEmpty() ? place(method) : declared.consumer();
    }

    private static String place(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static String messageId(Method method, Object[] arguments) {
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (arguments[i] instanceof OutboxEvent event) {
                return event.id().toString();
            }
            if (parameters[i].isAnnotationPresent(Idempotent.MessageId.class) && arguments[i] != null) {
                return arguments[i].toString();
            }
        }
        throw InboxFailures.notIdempotent(place(method) + "()");
    }

    /** What a primitive field holds that nobody has set; the virtual machine knows it best. */
    private static @Nullable Object nothing(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
