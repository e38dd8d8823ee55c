package io.holdfast.jta;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link TransactionalIntentInterceptor} around every method that is {@code @Transactional}, before the interceptors of
 * the transaction manager, and keeps what kind of transaction each one asked for.
 *
 * <p>The kind is found out here and not at the call: stereotypes are not inherited by the classes that a container generates,
 * and CDI 4.0 does not tell an interceptor its bindings.
 *
 * <p><strong>Threading:</strong> filled while the container boots, safe for use by many threads afterwards.
 */
public class TransactionalIntentExtension implements Extension {
    /** Late, so that annotations which other extensions add are seen. */
    private static final int LATE = Interceptor.Priority.LIBRARY_AFTER + 900;

    private final TransactionalIntents intents = new TransactionalIntents();
    private final TransactionLookup transactions = new TransactionLookup();

    void register(@Observes BeforeBeanDiscovery event) {
        event.addInterceptorBinding(TransactionalIntent.class);
        event.addAnnotatedType(TransactionalIntentInterceptor.class, TransactionalIntentInterceptor.class.getName());
        event.addAnnotatedType(ErrorRollbackInterceptor.class, ErrorRollbackInterceptor.class.getName());
    }

    <T> void bind(
            @Observes @Priority(LATE) @WithAnnotations({Transactional.class, Stereotype.class})
                    ProcessAnnotatedType<T> event,
            BeanManager beans) {
        AnnotatedType<T> type = event.getAnnotatedType();
        // The interceptors of the transaction manager carry the annotation too, as their binding.
        if (type.getJavaClass().isAnnotation() || type.isAnnotationPresent(Interceptor.class)) {
            return;
        }
        TransactionTypeResolver resolver = new TransactionTypeResolver(beans);
        Map<Method, MethodIntent> methods = resolver.ofMethods(type);
        if (!methods.isEmpty()) {
            intents.put(type.getJavaClass(), methods);
            bind(event.configureAnnotatedType(), resolver.ofClass(type) != null);
        }
    }

    void prepare(@Observes AfterDeploymentValidation event) {
        transactions.prepare();
    }

    private static <T> void bind(AnnotatedTypeConfigurator<T> type, boolean wholeClass) {
        if (wholeClass) {
            type.add(Binding.INSTANCE);
        } else {
            type.filterMethods(method -> method.isAnnotationPresent(Transactional.class))
                    .forEach(method -> method.add(Binding.INSTANCE));
        }
    }

    /**
     * Looks for what a transactional method said at boot. For the interceptor.
     *
     * @param type the class of the object that is called, possibly one that the container generated
     * @param method the method as the class or a superclass declares it
     * @return what is known, or null
     */
    public @Nullable MethodIntent intentOf(Class<?> type, Method method) {
        return intents.find(type, method);
    }

    /**
     * Refuses a call that relies on a transaction where none can be. For the interceptor.
     *
     * @param intent what the method asked for
     * @throws io.holdfast.error.DataException of kind {@code CONFIG} if there is no transaction manager
     */
    public void requireTransactions(MethodIntent intent) {
        transactions.requireManager(intent.place());
    }

    /** Lets the transaction of the calling thread end in a rollback only, if there is one. For the interceptor. */
    public void markRollbackOnly() {
        transactions.markRollbackOnly();
    }

    private static final class Binding extends AnnotationLiteral<TransactionalIntent> implements TransactionalIntent {
        private static final Binding INSTANCE = new Binding();
    }
}
