package io.holdfast.jta;

import io.holdfast.spi.IntentScopes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Declares that a transactional method means to write, around the interceptor that begins its transaction.
 *
 * <p>Which exceptions roll back, and everything else about the transaction, stays the business of that other interceptor. The
 * scope ends with the call in every case, also where that one refuses it (MANDATORY without a transaction).
 *
 * <p><strong>Threading:</strong> as the bean it belongs to. Serializable, because beans that are passivated may be transactional.
 */
@Interceptor
@TransactionalIntent
@Priority(TransactionalIntentInterceptor.PRIORITY)
public class TransactionalIntentInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;

    /** After the read scope of {@code @ReadOnly} (140), before the transaction (200). */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 150;

    @Inject
    private TransactionalIntentExtension extension;

    @Inject
    private Instance<IntentScopes> beans;

    /** Resolved once: the look-up costs more than the rest. */
    private transient volatile @Nullable IntentScopes scopes;

    /** Made by the container. */
    public TransactionalIntentInterceptor() {}

    @AroundInvoke
    Object declare(InvocationContext call) throws Exception {
        MethodIntent intent = extension.intentOf(call.getTarget().getClass(), call.getMethod());
        if (intent == null || !intent.writes()) {
            return call.proceed();
        }
        extension.requireTransactions(intent);
        IntentScopes.Scope scope = scopes(intent).openTransactional(intent.place(), intent.newTransaction());
        try {
            return call.proceed();
        } finally {
            scope.close();
        }
    }

    private IntentScopes scopes(MethodIntent intent) {
        IntentScopes known = scopes;
        if (known != null) {
            return known;
        }
        if (!beans.isResolvable()) {
            throw JtaMessages.scopesMissing(intent.place());
        }
        IntentScopes found = beans.get();
        scopes = found;
        return found;
    }
}
