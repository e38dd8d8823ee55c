package io.holdfast.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A plain Weld with Holdfast's extension, the beans of a test and nothing else. */
final class BootedContainer implements AutoCloseable {

    private final Application application;
    private final WeldContainer weld;

    private BootedContainer(Application application, WeldContainer weld) {
        this.application = application;
        this.weld = weld;
    }

    static BootedContainer boot(List<String> lines, List<Extension> extensions, Class<?>... beans) {
        Application application = new Application(lines);
        try {
            Weld weld = new Weld().disableDiscovery().addExtension(new HoldfastExtension());
            extensions.forEach(weld::addExtension);
            // Without a bean class Weld has no archive to boot.
            weld.addBeanClasses(Anchor.class).addBeanClasses(beans);
            return new BootedContainer(application, weld.initialize());
        } catch (RuntimeException | Error e) {
            application.close();
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
            application.close();
        }
    }

    /** A bean, so that there is one. */
    static class Anchor {}

    /** The class loader of an application with a configuration of its own. */
    private static final class Application implements AutoCloseable {

        private final ClassLoader before = Thread.currentThread().getContextClassLoader();
        private final URLClassLoader loader;
        private final Path folder;
        private final Path file;

        Application(List<String> lines) {
            try {
                folder = Files.createTempDirectory("holdfast-application");
                file = Files.createDirectory(folder.resolve("META-INF")).resolve("microprofile-config.properties");
                try (Writer writer = Files.newBufferedWriter(file)) {
                    properties(lines).store(writer, null);
                }
                loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.currentThread().setContextClassLoader(loader);
        }

        private static Properties properties(List<String> lines) {
            Properties properties = new Properties();
            for (String line : lines) {
                String[] pair = line.split("=", 2);
                properties.setProperty(pair[0], pair[1]);
            }
            return properties;
        }

        @Override
        public void close() {
            Thread.currentThread().setContextClassLoader(before);
            try {
                loader.close();
                Files.delete(file);
                Files.delete(file.getParent());
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
