package io.holdfast.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A plain Weld with Holdfast's extension, the beans of a test and nothing else. */
final class BootedContainer implements AutoCloseable {

    private final WeldContainer weld;

    private BootedContainer(WeldContainer weld) {
        this.weld = weld;
    }

    static BootedContainer boot(List<String> lines, List<Extension> extensions, Class<?>... beans) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // MicroProfile Config looks for its file through the context class loader, as in a server.
        thread.setContextClassLoader(new ConfigFileLoader(before, lines));
        try {
            Weld weld = new Weld().disableDiscovery().addExtension(new HoldfastExtension());
            extensions.forEach(weld::addExtension);
            // Without a bean class Weld has no archive to boot.
            weld.addBeanClasses(Anchor.class).addBeanClasses(beans);
            return new BootedContainer(weld.initialize());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    <T> T get(Class<T> type) {
        return weld.select(type).get();
    }

    WeldContainer weld() {
        return weld;
    }

    /** Runs in a request. */
    void inRequest(Runnable task) {
        RequestContextController controller = get(RequestContextController.class);
        controller.activate();
        try {
            task.run();
        } finally {
            controller.deactivate();
        }
    }

    @Override
    public void close() {
        weld.shutdown();
    }

    /** A bean, so that there is one. */
    static class Anchor {}
}
