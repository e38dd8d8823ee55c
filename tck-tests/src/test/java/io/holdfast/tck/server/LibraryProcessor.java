package io.holdfast.tck.server;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Puts into {@code WEB-INF/lib} what an application brings: Holdfast, as the one JAR, and the driver; and what tests need.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class LibraryProcessor implements ApplicationArchiveProcessor {

    private static final String BUNDLE = "holdfast.bundle";

    @Override
    public void process(Archive<?> archive, TestClass testClass) {
        ((WebArchive) archive)
                .addAsLibraries(bundle())
                .addAsLibraries(Stream.concat(drivers(), Stream.of(Assertions.class))
                        .map(LibraryProcessor::fileOf)
                        .distinct()
                        .toArray(File[]::new));
    }

    private static File bundle() {
        File file = new File(System.getProperty(BUNDLE));
        if (!file.isFile()) {
            throw new IllegalStateException("There is no " + file + ": run 'mvn verify' in the root folder");
        }
        return file;
    }

    private static Stream<Class<?>> drivers() {
        return ServiceLoader.load(Driver.class).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .filter(type -> type.getName().startsWith("org.postgresql."));
    }

    /** The file of the driver, for servers that have it, too. */
    public static Path driver() {
        return drivers().map(LibraryProcessor::fileOf).findFirst().orElseThrow().toPath();
    }

    private static File fileOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
