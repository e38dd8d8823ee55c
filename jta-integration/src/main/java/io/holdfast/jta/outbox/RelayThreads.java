package io.holdfast.jta.outbox;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of the relay: by the container's managed thread factory where there is one, so that they have the application's
 * names and are known to the server; else daemon threads. Not by the managed executor: loops would fill it, and servers report tasks
 * that do not end.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class RelayThreads implements ThreadFactory {
    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";

    private final AtomicInteger count = new AtomicInteger();
    private final @Nullable ThreadFactory managed;
    private final ClassLoader loader;

    private RelayThreads(@Nullable ThreadFactory managed, ClassLoader loader) {
        this.managed = managed;
        this.loader = loader;
    }

    /**
     * Looks the container's factory up. For a thread of the application, whose names are seen and whose class loader the threads get:
     * handlers look for classes and services of the application with it. Ours may be that of a library that many share.
     *
     * @param ours what counts if the caller's thread has no class loader
     */
    static RelayThreads ofContainer(ClassLoader ours) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return new RelayThreads(lookUp(), application == null ? ours : application);
    }

    private static @Nullable ThreadFactory lookUp() {
        try {
            return new InitialContext().lookup(MANAGED) instanceof ThreadFactory factory ? factory : null;
        } catch (NamingException | RuntimeException e) {
            // Servers throw different exceptions for a name they do not have; all mean: not here.
            return null;
        }
    }

    @Override
    public @Nullable Thread newThread(Runnable task) {
        // Often made on a thread of a request, whose inheritable values are not for it.
        Thread thread = managed == null ? new Thread(null, task, "holdfast-outbox", 0, false) : managed.newThread(task);
        if (thread != null) {
            thread.setName("holdfast-outbox-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
        }
        return thread;
    }
}
