package io.holdfast.cdi;

import io.holdfast.ReadOnly;
import io.holdfast.spi.IntentScopes;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens a read scope around {@link ReadOnly}, before any transaction begins.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ReadOnly
@Interceptor
@Priority(ReadOnlyInterceptor.PRIORITY)
class ReadOnlyInterceptor {

    /** Before the transactional interceptors, of ours and of the container (200). */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 140;

    // By name: the annotation is absent where Jakarta Transactions is.
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

    private final Map<Method, Boolean> overruled = new ConcurrentHashMap<>();

    @Inject
    private IntentScopes scopes;

    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        Method method = context.getMethod();
        if (overruled.computeIfAbsent(method, ReadOnlyInterceptor::isOverruled)) {
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

    // @ReadOnly on the class, @Transactional on the method: the annotation on the method wins.
    private static boolean isOverruled(Method method) {
        if (method.isAnnotationPresent(ReadOnly.class)) {
            return false;
        }
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation.annotationType().getName().equals(TRANSACTIONAL)) {
                return true;
            }
        }
        return false;
    }
}
