package io.holdfast.tck.payara;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The administrator's tool of the server that this test run has started. */
final class Asadmin {

    private Asadmin() {}

    /** Runs a command; one that fails is an error. */
    static void run(String command) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("server.home"), "glassfish", "lib", "client", "appserver-cli.jar");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                tool.toString(),
                "--port",
                System.getProperty("server.port.management")));
        words.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("asadmin " + command + " failed: " + output);
        }
    }
}
