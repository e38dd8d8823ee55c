package io.holdfast.tck.payara;

import io.holdfast.tck.server.ContainerDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.postgresql.Driver;

/**
 * Runs the lines of docs/howto/container-datasources.adoc, with the addresses of the databases of this machine, in a server that
 * has got its first archive.
 *
 * <p><strong>Threading:</strong> called by Arquillian.
 */
public final class DataSourcesExtension implements LoadableExtension {

    static final String FIRST = "first";

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Creation.class);
    }

    /** Made by Arquillian. */
    static final class Creation {

        void create(@Observes AfterDeploy event) throws Exception {
            if (event.getDeployment().getName().equals(FIRST)) {
                ContainerDatabases.prepare();
                Asadmin.run(commands());
            }
        }

        private static List<String> commands() throws Exception {
            Path file = Path.of(DataSourcesExtension.class
                    .getResource("/datasources.asadmin")
                    .toURI());
            Path driver = Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.readAllLines(file).stream()
                    .map(line -> line.replace("serverName=db:portNumber=5432", address(ContainerDatabases.primary()))
                            .replace("serverName=replica:portNumber=5432", address(ContainerDatabases.replica()))
                            .replace("postgresql.jar", driver.toString()))
                    .toList();
        }

        private static String address(int port) {
            return "serverName=127.0.0.1:portNumber=" + port;
        }
    }
}
