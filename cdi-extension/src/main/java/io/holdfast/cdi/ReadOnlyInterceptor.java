package io.holdfast.cdi;

import io.holdfast.ReadOnly;
import io.holdfast.spi.IntentScopes;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * Opens a read scope around {@link ReadOnly}, before any transaction begins. Serializable, so that passivating beans may have it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ReadOnly
@Interceptor
@Priority(ReadOnlyInterceptor.PRIORITY)
class ReadOnlyInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Before the transactional interceptors, of ours and of the container (200). */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 140;

    // By name: the annotation is absent where Jakarta Transactions is.
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final Set<String> WRITING = Set.of("REQUIRED", "REQUIRES_NEW", "MANDATORY");

    @Inject
    private IntentScopes scopes;

    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        Method method = context.getMethod();
        if (isOverruled(method)) {
            return context.proceed();
        }
        IntentScopes.Scope scope =
                scopes.openRead(method.getDeclaringClass().getSimpleName() + "." + method.getName() + "()");
        try {
            return context.proceed();
        } finally {
            scope.close();
        }
    }

    // @ReadOnly on the class, a transaction that writes declared on the method: the annotation on the method wins.
    private static boolean isOverruled(Method method) throws ReflectiveOperationException {
        if (method.isAnnotationPresent(ReadOnly.class)) {
            return false;
        }
        for (Annotation annotation : method.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getName().equals(TRANSACTIONAL)) {
                return WRITING.contains(String.valueOf(type.getMethod("value").invoke(annotation)));
            }
        }
        return false;
    }
}
