package io.holdfast.tck.weldse.nodes;

import io.holdfast.testsupport.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node's process, as the test sees it. */
final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String name;
    private final Process process;
    private final History history;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private NodeProcess(String name, Process process, History history) {
        this.name = name;
        this.process = process;
        this.history = history;
        this.reader = new Thread(this::read, "story of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    static NodeProcess start(String name, Map<String, String> properties, History history) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dnode.name=" + name));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Node.class.getName());
        try {
            return new NodeProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), history);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                output.add(line);
                if (line.startsWith(Story.MARK)) {
                    String told = line.substring(Story.MARK.length());
                    lines.add(told);
                    history.hear(told);
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
    }

    /** Waits until it has told a line that begins like one of these. */
    void awaitLine(String... beginnings) {
        List<String> wanted = List.of(beginnings);
        Await.until(name + " tells one of " + wanted, PATIENCE, () -> tells(wanted) || !reader.isAlive());
        if (!tells(wanted)) {
            throw new IllegalStateException(name + " has ended: " + output());
        }
    }

    private boolean tells(List<String> beginnings) {
        return lines.stream()
                .anyMatch(line -> beginnings.stream().anyMatch(beginning -> line.startsWith(name + " " + beginning)));
    }

    /** Waits for its end and gives its exit code. */
    int awaitEnd() {
        Await.until(name + " ends", PATIENCE, () -> !process.isAlive());
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    String output() {
        return String.join("\n", output);
    }

    /** Kills it as an operating system does that runs out of memory. */
    void kill() {
        history.hear(name + " KILLED");
        process.destroyForcibly();
    }

    /** Freezes it, or lets it go on: SIGSTOP or SIGCONT. */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
