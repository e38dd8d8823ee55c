package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderDesk;
import io.holdfast.demo.orders.Requests;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The same application in a process of its own. It takes one order, and stops in the second of the two handlers of its event.
 *
 * <p><strong>Threading:</strong> one thread, as seen by the demo.
 */
public final class SecondNode implements AutoCloseable {

    private static final String STALL = "demo.second-node";
    private static final String MARK = "IN THE SECOND HANDLER ";

    private final Process process;

    private SecondNode(Process process) {
        this.process = process;
    }

    /** Is the process: takes the tenant and the item. */
    public static void main(String[] arguments) throws IOException {
        new Thread(() -> takeOrder(arguments[0], arguments[1]), "order").start();
        // The pipe ends with the demo, however that ends.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(1);
    }

    private static void takeOrder(String tenant, String item) {
        try {
            System.setProperty("org.jboss.logging.provider", "jdk");
            NarayanaVolatileStore.use();
            SeContainer container = SeContainerInitializer.newInstance().initialize();
            OrderDesk desk = container.select(OrderDesk.class).get();
            container.select(Requests.class).get().of(tenant, () -> desk.order(item));
        } catch (Exception e) {
            System.out.println("The second node broke: " + Messages.of(e));
            Runtime.getRuntime().halt(1);
        }
    }

    /** Never returns for the second handler of the process to be killed; what it has stored is not committed then. */
    static void stallAt(int call, OutboxEvent event) {
        if (Boolean.getBoolean(STALL) && call == 2) {
            System.out.println(MARK + event.id());
            try {
                new CountDownLatch(1).await(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static SecondNode start(String tenant, String item) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + STALL + "=true"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("demo.port."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SecondNode.class.getName(), tenant, item));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // So that nobody waits for ever for what it tells.
        CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
        return new SecondNode(process);
    }

    /** Waits until it is in the middle of a delivery and returns the id of the event. */
    UUID awaitStall() throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(MARK)) {
                return UUID.fromString(line.substring(MARK.length()));
            }
            output.append(line).append('\n');
        }
        throw new IllegalStateException("The second node has ended: " + output);
    }

    /** Kills it as an operating system does that runs out of memory. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
