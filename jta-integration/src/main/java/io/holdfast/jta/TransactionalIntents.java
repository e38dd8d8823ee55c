package io.holdfast.jta;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about transactional methods at boot, by class and method.
 *
 * <p><strong>Threading:</strong> safe for use by many threads.
 */
final class TransactionalIntents {
    private final Map<Class<?>, Map<Method, MethodIntent>> intents = new ConcurrentHashMap<>();

    void put(Class<?> type, Map<Method, MethodIntent> methods) {
        intents.put(type, Map.copyOf(methods));
    }

    /**
     * Looks for a method.
     *
     * @param type the class of the object that is called, possibly one that the container generated
     * @param method the method as the class or a superclass declares it
     * @return what is known, or null
     */
    @Nullable MethodIntent find(Class<?> type, Method method) {
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            Map<Method, MethodIntent> methods = intents.get(t);
            if (methods != null) {
                return methods.get(method);
            }
        }
        return null;
    }
}
