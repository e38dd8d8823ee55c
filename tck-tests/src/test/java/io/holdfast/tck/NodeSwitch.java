package io.holdfast.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/**
 * Kills and starts standbys for tests that run in another virtual machine than the one that has started them.
 *
 * <p><strong>Threading:</strong> stateless; what it is told, it has done when the call returns.
 */
final class NodeSwitch {

    static final String KILL = "kill";
    static final String START = "start";

    private NodeSwitch() {}

    /** Listens to this machine until the virtual machine ends; returns the port. */
    static int serve(PostgresCluster cluster) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> answer(cluster, exchange));
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(PostgresCluster cluster, HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            PostgresNode node = cluster.standby(path[2]);
            if (path[1].equals(KILL)) {
                node.kill();
            } else {
                node.start();
            }
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_NO_CONTENT, -1);
        }
    }

    /** Has it done. */
    static void tell(int port, String what, String replica) {
        try {
            URL url = new URL("http", "127.0.0.1", port, "/" + what + "/" + replica);
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_NO_CONTENT) {
                throw new IllegalStateException("The tests could not " + what + " " + replica);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The tests could not " + what + " " + replica, e);
        }
    }
}
