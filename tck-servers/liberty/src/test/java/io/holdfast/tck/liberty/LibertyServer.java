package io.holdfast.tck.liberty;

import io.holdfast.tck.server.ContainerDatabases;
import io.holdfast.tck.server.LibraryProcessor;
import io.holdfast.testsupport.process.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Makes the server that the tests run in, unused, from {@code server.xml} of this module, and the databases of its data sources.
 *
 * <p><strong>Threading:</strong> called by Arquillian once, before it reads {@code arquillian.xml}.
 */
public final class LibertyServer implements LoadableExtension {

    private static final String PORT = "server.port.http";

    @Override
    public void register(ExtensionBuilder builder) {
        Path server = Path.of(System.getProperty("server.home"), "usr", "servers", "tck");
        try (InputStream xml = LibertyServer.class.getResourceAsStream("/server.xml")) {
            FileTrees.delete(server);
            Files.createDirectories(server.resolve("dropins"));
            Files.copy(xml, server.resolve("server.xml"));
            Files.write(server.resolve("bootstrap.properties"), variables());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("No server could be made in " + server, e);
        }
    }

    private static List<String> variables() throws SQLException {
        ContainerDatabases.prepare();
        return List.of(
                PORT + "=" + System.getProperty(PORT),
                "postgresql.jar=" + LibraryProcessor.driver(),
                "db.host=127.0.0.1",
                "db.port=" + ContainerDatabases.primary(),
                "replica.host=127.0.0.1",
                "replica.port=" + ContainerDatabases.replica());
    }
}
