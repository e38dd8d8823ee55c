package io.holdfast.tck.payara.micro;

import io.holdfast.tck.server.AsadminDataSources;
import io.holdfast.tck.server.ContainerDatabases;
import io.holdfast.tck.server.LibraryProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Lets Payara Micro start with the data sources of docs/howto/container-datasources.adoc, where the build names a file for its
 * commands.
 *
 * <p><strong>Threading:</strong> called by Arquillian once, before the adapter reads its options.
 */
public final class DataSourcesExtension implements LoadableExtension {

    private static final String OPTIONS = "server.options";

    @Override
    public void register(ExtensionBuilder builder) {
        String file = System.getProperty("server.commands");
        if (file != null) {
            System.setProperty(OPTIONS, System.getProperty(OPTIONS) + options(Path.of(file)));
        }
    }

    private static String options(Path file) {
        try {
            ContainerDatabases.prepare();
            Files.write(file, AsadminDataSources.commands());
        } catch (Exception e) {
            throw new IllegalStateException("The data sources of the server could not be prepared", e);
        }
        return " --addLibs " + LibraryProcessor.driver() + " --postbootcommandfile " + file;
    }
}
