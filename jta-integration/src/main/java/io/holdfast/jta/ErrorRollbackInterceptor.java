package io.holdfast.jta;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Rolls back what a method did that ended in an {@link Error}, inside the interceptor that begins its transaction.
 *
 * <p>The specification of {@code @Transactional} speaks of exceptions only, and the interceptors of Payara and GlassFish take
 * it at its word: they commit after an {@code Error}. Work that was broken off must not be stored.
 *
 * <p><strong>Threading:</strong> as the bean it belongs to. Serializable, because beans that are passivated may be transactional.
 */
@Interceptor
@TransactionalIntent
@Priority(ErrorRollbackInterceptor.PRIORITY)
public class ErrorRollbackInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;

    /** After the transaction (200). */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 250;

    @Inject
    private TransactionalIntentExtension extension;

    /** Made by the container. */
    public ErrorRollbackInterceptor() {}

    @AroundInvoke
    Object rollBack(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (Error e) {
            MethodIntent intent = extension.intentOf(call.getTarget().getClass(), call.getMethod());
            if (intent != null && intent.rollsBackOn(e)) {
                extension.markRollbackOnly();
            }
            throw e;
        }
    }
}
