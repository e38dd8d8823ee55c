package io.holdfast.tck.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The lines of docs/howto/container-datasources.adoc for Payara and GlassFish, with the addresses of the databases of this machine.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class AsadminDataSources {

    private static final String LIBRARY = "add-library";
    private static final String PASSWORD = "${ENV=ORDERS_PASSWORD}";
    // As GlassFish wants it.
    private static final String ESCAPED = "'${ENV\\=ORDERS_PASSWORD}'";

    private AsadminDataSources() {}

    /** Commands of the administrator, to be run in a server that has the driver. */
    public static List<String> commands() throws IOException {
        try (InputStream lines = AsadminDataSources.class.getResourceAsStream("/datasources.asadmin")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(LIBRARY))
                    .map(line -> line.replace("serverName=db:portNumber=5432", address(ContainerDatabases.primary()))
                            .replace("serverName=replica:portNumber=5432", address(ContainerDatabases.replica()))
                            .replace(PASSWORD, Boolean.getBoolean("asadmin.escape") ? ESCAPED : PASSWORD))
                    .toList();
        }
    }

    /** The command that gives the server the driver. */
    public static String driverCommand() {
        return LIBRARY + " " + LibraryProcessor.driver();
    }

    /** An application on these data sources. */
    public static WebArchive archive() {
        return ContainerDataSourcesIT.archive("jdbc/orders", "jdbc/ledger", "jdbc/orders-local", "jdbc/orders-replica");
    }

    private static String address(int port) {
        return "serverName=127.0.0.1:portNumber=" + port;
    }
}
