package io.holdfast.tck.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the server has logged since this was made: some servers tell their client only that something failed. */
final class ServerLog {

    private static final Path FILE = Path.of(System.getProperty("server.log", "no-server.log"));

    private final int before;

    private ServerLog(int before) {
        this.before = before;
    }

    /** Begins here. */
    static ServerLog fromHere() throws IOException {
        return new ServerLog(all().length());
    }

    /** What was added. */
    String text() throws IOException {
        return all().substring(before);
    }

    /** What was added, after what the client was told. */
    String after(Throwable failure) throws IOException {
        StringWriter told = new StringWriter();
        failure.printStackTrace(new PrintWriter(told));
        return told + text();
    }

    private static String all() throws IOException {
        return Files.exists(FILE) ? Files.readString(FILE, StandardCharsets.UTF_8) : "";
    }
}
