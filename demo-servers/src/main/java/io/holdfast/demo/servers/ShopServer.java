package io.holdfast.demo.servers;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.FreePorts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server with the shop in it, as a child process.
 *
 * <p><strong>Threading:</strong> one thread. <strong>Lifecycle:</strong> {@link #close()} stops it, and so does the end of this
 * virtual machine.
 */
final class ShopServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final URI address;
    private final Path log;
    private final Thread hook = new Thread(this::stop, "stop-server");

    private ShopServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static ShopServer start(String kind, Path home, Path war, Map<String, String> properties) throws IOException {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        switch (kind) {
            case "wildfly" -> wildfly(command, home, war, port);
            case "payara-micro" -> payaraMicro(command, home, war, port);
            default ->
                throw new IllegalArgumentException(
                        "No server of kind '" + kind + "'; there are wildfly and payara-micro");
        }
        Path log = home.resolveSibling(kind + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ShopServer server = new ShopServer(process, URI.create("http://127.0.0.1:" + port + "/shop/"), log);
        server.awaitShop();
        return server;
    }

    private static void wildfly(List<String> command, Path home, Path war, int port) throws IOException {
        Path deployments = Files.createDirectories(home.resolve("standalone/deployments"));
        Files.copy(war, deployments.resolve("shop.war"), StandardCopyOption.REPLACE_EXISTING);
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.http.port=" + port);
        command.add("-Djboss.management.http.port=" + FreePorts.next());
        command.add("-Djboss.bind.address=127.0.0.1");
        command.add("--add-exports=java.desktop/sun.awt=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("-jar");
        command.add(home.resolve("jboss-modules.jar").toString());
        command.add("-mp");
        command.add(home.resolve("modules").toString());
        command.add("org.jboss.as.standalone");
    }

    private static void payaraMicro(List<String> command, Path jar, Path war, int port) {
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of("--deploy", war.toString(), "--contextroot", "shop", "--nocluster", "--nohostaware"));
        command.addAll(List.of("--port", Integer.toString(port)));
    }

    URI address() {
        return address;
    }

    private void awaitShop() {
        try {
            // Without a tenant the shop refuses, which shows that it is there.
            Await.until("the shop answers at " + address, START, () -> !process.isAlive() || status() == 400);
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException(e.getMessage() + ". See " + log, e);
        }
        if (!process.isAlive()) {
            close();
            throw new IllegalStateException("The server ended before it served the shop. See " + log);
        }
    }

    private int status() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) address.resolve("orders").toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(10_000);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
