package io.holdfast.jta;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/**
 * Where transaction managers are: CDI beans, the names of the known servers, Narayana's static entry.
 *
 * <p>Narayana's own CDI beans are passed over, since they are proxies of what the static entry gives: a status call through the
 * proxy costs a hundred times as much.
 *
 * <p><strong>Threading:</strong> stateless.
 */
class TransactionPlaces {
    private static final List<String> MANAGER_NAMES = List.of(
            "java:jboss/TransactionManager",
            "java:/TransactionManager",
            "java:appserver/TransactionManager",
            "java:comp/TransactionManager",
            "java:pm/TransactionManager");
    private static final List<String> REGISTRY_NAMES =
            List.of("java:comp/TransactionSynchronizationRegistry", "java:jboss/TransactionSynchronizationRegistry");
    private static final String NARAYANA = "com.arjuna.";

    boolean isCdiUp() {
        try {
            // Beans cannot be had before the deployment is validated; a container that answers this can give them.
            return CDI.current().select(CdiProbe.class).isUnsatisfied();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Whether transactions of {@code java:comp} can be found by this thread, or there are no names at all. By a name that every
     * component has: Open Liberty has {@code java:comp/env} for all threads, and {@code UserTransaction} not for an EJB whose
     * transactions the container manages.
     */
    boolean isThreadOfComponent() {
        try {
            Context context = new InitialContext();
            try {
                context.lookup("java:comp/TransactionSynchronizationRegistry");
                return true;
            } finally {
                context.close();
            }
        } catch (NoInitialContextException e) {
            return true;
        } catch (NamingException | RuntimeException e) {
            return false;
        }
    }

    @Nullable TransactionManager findManager(List<String> tried) {
        TransactionManager bean = findBean(TransactionManager.class, tried);
        if (bean != null) {
            return bean;
        }
        TransactionManager named = findName(TransactionManager.class, MANAGER_NAMES, tried);
        return named != null ? named : findNarayana(TransactionManager.class, "getTransactionManager", tried);
    }

    @Nullable TransactionSynchronizationRegistry findRegistry(List<String> tried) {
        Class<TransactionSynchronizationRegistry> type = TransactionSynchronizationRegistry.class;
        TransactionSynchronizationRegistry bean = findBean(type, tried);
        if (bean != null) {
            return bean;
        }
        TransactionSynchronizationRegistry named = findName(type, REGISTRY_NAMES, tried);
        return named != null ? named : findNarayana(type, "getTransactionSynchronizationRegistry", tried);
    }

    private static <T> @Nullable T findBean(Class<T> type, List<String> tried) {
        tried.add("CDI bean " + type.getName());
        try {
            Instance<T> beans = CDI.current().select(type);
            if (!beans.isResolvable()) {
                return null;
            }
            Instance.Handle<T> handle = beans.getHandle();
            return handle.getBean().getBeanClass().getName().startsWith(NARAYANA) ? null : handle.get();
        } catch (IllegalStateException e) {
            tried.add("CDI is not up");
            return null;
        }
    }

    private static <T> @Nullable T findName(Class<T> type, List<String> names, List<String> tried) {
        for (String name : names) {
            tried.add(name);
            T found = lookUp(type, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static <T> @Nullable T lookUp(Class<T> type, String name) {
        try {
            Context context = new InitialContext();
            try {
                Object found = context.lookup(name);
                return type.isInstance(found) ? type.cast(found) : null;
            } finally {
                context.close();
            }
        } catch (NamingException | RuntimeException e) {
            // Servers throw different exceptions for a name they do not have; all mean: not here.
            return null;
        }
    }

    private static <T> @Nullable T findNarayana(Class<T> type, String getter, List<String> tried) {
        tried.add("Narayana's " + getter + "()");
        T found = narayana(type, getter, Thread.currentThread().getContextClassLoader());
        return found != null ? found : narayana(type, getter, TransactionPlaces.class.getClassLoader());
    }

    private static <T> @Nullable T narayana(Class<T> type, String getter, @Nullable ClassLoader loader) {
        try {
            Object environment = Class.forName("com.arjuna.ats.jta.common.jtaPropertyManager", true, loader)
                    .getMethod("getJTAEnvironmentBean")
                    .invoke(null);
            Object found = environment.getClass().getMethod(getter).invoke(environment);
            return type.isInstance(found) ? type.cast(found) : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Never a bean: only asked for. */
    private interface CdiProbe {}
}
