package io.holdfast.testsupport.process;

import io.holdfast.testsupport.Await;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of a database server: a parent process and the children it forks.
 *
 * <p>Signals go through the shell, because Java knows only two of them and the {@code kill} program is not everywhere.
 *
 * <p><b>Threading:</b> safe; two threads that stop and pause the same server at once get what they ask for.
 */
public final class ServerProcess {

    private static final int LOG_TAIL = 4_000;

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program with an empty environment, so that nothing of the caller's shell changes the server.
     *
     * @param name for messages
     * @param log gets both outputs, appended
     */
    public static ServerProcess start(String name, List<String> command, Path directory, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        return new ServerProcess(name, builder.start(), log);
    }

    /**
     * Runs a program to its end.
     *
     * @throws IllegalStateException with the program's output, if it fails or takes longer than a minute
     */
    public static void run(String name, List<String> command, Path directory, Path log) throws IOException {
        ServerProcess run = start(name, command, directory, log);
        if (!run.awaitExit(Duration.ofMinutes(1))) {
            run.kill();
            throw run.failure("did not end within a minute");
        }
        if (run.process.exitValue() != 0) {
            throw run.failure("failed with exit code " + run.process.exitValue());
        }
    }

    /** Returns the id of the parent process. */
    public long pid() {
        return process.pid();
    }

    /** Tells whether the parent process runs; a paused one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal to the parent process alone, for example {@code INT}. */
    public void signal(String signal) {
        send(signal, Stream.of(process.toHandle()));
    }

    /** Waits for the end of the parent process and tells whether it came in time. */
    public boolean awaitExit(Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Ends parent and children at once, as a power cut would, and waits until all are gone. */
    public void kill() {
        // A stopped parent forks no child that would escape between listing and killing.
        signal("STOP");
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Await.until(
                name + " is killed",
                Duration.ofSeconds(10),
                () -> !process.isAlive() && children.stream().noneMatch(ServerProcess::isRunning));
    }

    /** Freezes parent and children: sockets stay open, nobody answers. */
    public void pause() {
        signal("STOP");
        send("STOP", process.descendants());
    }

    /** Continues after {@link #pause()}. */
    public void resume() {
        send("CONT", process.descendants());
        signal("CONT");
    }

    /** Returns an exception that says what happened and shows the end of the server's log. */
    public IllegalStateException failure(String what) {
        return new IllegalStateException(name + " " + what + ". The end of its log:\n" + logTail());
    }

    private String logTail() {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - LOG_TAIL));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }

    // Orphans are adopted by process 1, which in a container may never collect them: a zombie counts as gone.
    private static boolean isRunning(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            return !Files.readString(Path.of("/proc/" + handle.pid() + "/stat")).contains(") Z ");
        } catch (IOException noProcFileSystem) {
            return handle.isAlive();
        }
    }

    private static void send(String signal, Stream<ProcessHandle> targets) {
        String pids = targets.map(target -> Long.toString(target.pid())).collect(Collectors.joining(" "));
        if (pids.isEmpty()) {
            return;
        }
        try {
            // The exit code tells only that one of them is gone already, which is no failure.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot send SIG" + signal + ": no shell 'sh' on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
