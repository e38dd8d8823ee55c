package io.holdfast.cdi;

import io.holdfast.internal.TestConfigs;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A plain Weld with Holdfast's extension, the beans of a test and nothing else. */
final class BootedContainer implements AutoCloseable {

    private final Config config;
    private final WeldContainer weld;

    private BootedContainer(Config config, WeldContainer weld) {
        this.config = config;
        this.weld = weld;
    }

    static BootedContainer boot(List<String> lines, List<Extension> extensions, Class<?>... beans) {
        Config config = TestConfigs.of(lines);
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        try {
            Weld weld = new Weld().disableDiscovery().addExtension(new HoldfastExtension());
            extensions.forEach(weld::addExtension);
            // Without a bean class Weld has no archive to boot.
            weld.addBeanClasses(Anchor.class).addBeanClasses(beans);
            return new BootedContainer(config, weld.initialize());
        } catch (RuntimeException | Error e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw e;
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
        try {
            weld.shutdown();
        } finally {
            ConfigProviderResolver.instance().releaseConfig(config);
        }
    }

    /** A bean, so that there is one. */
    static class Anchor {}
}
