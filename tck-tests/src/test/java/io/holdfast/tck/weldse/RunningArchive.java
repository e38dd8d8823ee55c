package io.holdfast.tck.weldse;

import io.holdfast.testsupport.process.FileTrees;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A booted archive: its container, its class loader, and the request of the running test.
 *
 * <p><strong>Threading:</strong> used by the thread that runs the tests.
 */
final class RunningArchive {

    private final Path folder;
    private final URLClassLoader loader;
    private final ClassLoader before;
    private final SeContainer container;
    private Object requestOwner;
    private RequestContextController request;

    private RunningArchive(Path folder, URLClassLoader loader, ClassLoader before, SeContainer container) {
        this.folder = folder;
        this.loader = loader;
        this.before = before;
        this.container = container;
    }

    static RunningArchive boot(Path folder, Path classes) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, WeldSeContainer.class.getClassLoader());
        thread.setContextClassLoader(loader);
        try {
            SeContainer container =
                    SeContainerInitializer.newInstance().setClassLoader(loader).initialize();
            return new RunningArchive(folder, loader, before, container);
        } catch (RuntimeException | Error e) {
            thread.setContextClassLoader(before);
            loader.close();
            throw e;
        }
    }

    SeContainer container() {
        return container;
    }

    /** A request per test instance: the event that begins it comes twice. */
    void beginRequest(Object owner) {
        if (requestOwner == owner) {
            return;
        }
        endRequest();
        request = container.select(RequestContextController.class).get();
        request.activate();
        requestOwner = owner;
    }

    void endRequest() {
        if (requestOwner != null) {
            requestOwner = null;
            request.deactivate();
        }
    }

    void close() {
        try {
            endRequest();
            container.close();
            loader.close();
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
