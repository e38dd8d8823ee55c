package io.holdfast.tck.payara;

import io.holdfast.tck.server.ContainerDataSourcesIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.postgresql.Driver;

/** The lines of docs/howto/container-datasources.adoc, with the addresses of the databases of this machine. */
class PayaraDataSourcesIT extends ContainerDataSourcesIT {

    // Called when the server runs, before it gets the archive.
    @Deployment
    static WebArchive deployment() throws Exception {
        prepareDatabases();
        Asadmin.run(commands());
        return archive("jdbc/orders", "jdbc/ledger", "jdbc/orders-local", "jdbc/orders-replica")
                .addClass(PayaraDataSourcesIT.class);
    }

    private static List<String> commands() throws Exception {
        Path file = Path.of(
                PayaraDataSourcesIT.class.getResource("/datasources.asadmin").toURI());
        Path driver = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Integer> ports = ports();
        return Files.readAllLines(file).stream()
                .map(line -> line.replace("serverName=db:portNumber=5432", address(ports.get(0)))
                        .replace("serverName=replica:portNumber=5432", address(ports.get(1)))
                        .replace("postgresql.jar", driver.toString()))
                .toList();
    }

    private static String address(int port) {
        return "serverName=127.0.0.1:portNumber=" + port;
    }
}
