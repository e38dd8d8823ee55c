package io.holdfast.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what Holdfast, Weld and Narayana log to a file: the terminal is for the story. */
final class DemoLog {

    private DemoLog() {}

    static void writeTo(Path file) throws IOException {
        System.setProperty("org.jboss.logging.provider", "jdk");
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(handler);
    }
}
