package io.holdfast.testsupport.naming;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/**
 * What {@code new InitialContext()} finds in this virtual machine: a flat map of names. In force while anything is bound.
 *
 * <p><strong>Threading:</strong> thread-safe; tests that run at the same time choose different names.
 */
public final class TestNames implements InitialContextFactory {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** Made by JNDI. */
    public TestNames() {}

    /** Binds a name, in place of what it was bound to. */
    public static synchronized void bind(String name, Object value) {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, TestNames.class.getName());
        BOUND.put(name, value);
    }

    /** Frees a name. */
    public static synchronized void unbind(String name) {
        BOUND.remove(name);
        if (BOUND.isEmpty()) {
            // Who finds naming expects its names, too: Narayana the transaction manager.
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return (Context) Proxy.newProxyInstance(
                TestNames.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "lookup":
                            return lookUp(String.valueOf(arguments[0]));
                        case "close":
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private static Object lookUp(String name) throws NameNotFoundException {
        Object found = BOUND.get(name);
        if (found == null) {
            throw new NameNotFoundException(name);
        }
        return found;
    }
}
