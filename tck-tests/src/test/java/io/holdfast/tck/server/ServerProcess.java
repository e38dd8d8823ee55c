package io.holdfast.tck.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The virtual machine of the server, seen from outside. */
public final class ServerProcess {

    private final long pid;

    private ServerProcess(long pid) {
        this.pid = pid;
    }

    /** The one that this test run has started. */
    public static ServerProcess find() {
        String home = System.getProperty("server.home");
        // Some servers are started by a tool that ends, and are nobody's children then.
        return new ServerProcess(Stream.concat(ProcessHandle.current().descendants(), ProcessHandle.allProcesses())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(home))
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid());
    }

    /** How many instances of each class are alive after a full collection, all class loaders together. */
    public Map<String, Long> living() throws IOException, InterruptedException {
        return lines("GC.class_histogram").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                .collect(Collectors.toMap(columns -> columns[3], columns -> Long.parseLong(columns[1]), Long::sum));
    }

    /** The threads whose names contain a word. */
    public List<String> threads(String word) throws IOException, InterruptedException {
        return lines("Thread.print").stream()
                .filter(line -> line.startsWith("\"") && line.contains(word))
                .toList();
    }

    private List<String> lines(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + lines);
        }
        return lines;
    }
}
