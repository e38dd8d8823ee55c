package io.holdfast.tck.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The administrator's tool of the server that this test run has started. */
final class Asadmin {

    // The session is a command as well.
    private static final Predicate<String> DONE =
            Pattern.compile("^Command (?!multimode).* executed successfully").asPredicate();

    private Asadmin() {}

    /** Runs commands, all in one session; one that fails is an error. */
    static void run(List<String> commands) throws IOException, InterruptedException {
        Path script = Files.createTempFile("commands", ".asadmin");
        try {
            Files.write(script, commands);
            String said = say("multimode", "--file", script.toString());
            long done = said.lines().filter(DONE).count();
            if (done != commands.size()) {
                throw new IllegalStateException("asadmin did not run all of " + commands + ": " + said);
            }
        } finally {
            Files.delete(script);
        }
    }

    private static String say(String... command) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("server.home"), "glassfish", "lib", "client", "appserver-cli.jar");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                tool.toString(),
                "--port",
                System.getProperty("server.port.management")));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("asadmin failed: " + output);
        }
        return output;
    }
}
