package io.holdfast.tck.payara.micro;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * The virtual machine of a {@link MicroServer}, and what is said to it.
 *
 * <p><strong>Threading:</strong> one thread.
 */
final class MicroProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final String ENDED = "it has ended";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Queue<String> lastWords = new ConcurrentLinkedQueue<>();
    private final Path log;

    private MicroProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of Payara Micro");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it, with a folder for its files and one of ours, and waits until it is up. What it says is in {@code log}. */
    static MicroProcess start(Path jar, Path folder, Path log, List<String> vmOptions, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(vmOptions);
        // It unpacks itself there.
        command.add("-Djava.io.tmpdir=" + folder);
        command.addAll(List.of("-jar", launcher(jar, folder).toString()));
        command.addAll(options);
        MicroProcess started = new MicroProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), log);
        try {
            started.awaitDone("start");
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    // Nothing else of ours may be on its class path: applications would find it there first.
    private static Path launcher(Path jar, Path folder) throws IOException {
        Manifest manifest = new Manifest();
        try (JarFile file = new JarFile(jar.toFile())) {
            manifest.getMainAttributes().putAll(file.getManifest().getMainAttributes());
        }
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MicroServer.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jar.toUri().toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        Path launcher = folder.resolve("micro-server.jar");
        ShrinkWrap.create(JavaArchive.class)
                .addClass(MicroServer.class)
                .setManifest(new ByteArrayAsset(bytes.toByteArray()))
                .as(ZipExporter.class)
                .exportTo(launcher.toFile());
        return launcher;
    }

    private void read() {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Writer out = Files.newBufferedWriter(log)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(MicroServer.ANSWER)) {
                    answers.add(line.substring(MicroServer.ANSWER.length()));
                } else {
                    lastWords.add(line);
                    out.write(line + '\n');
                    out.flush();
                }
            }
        } catch (IOException e) {
            answers.add(e.toString());
        }
        answers.add(ENDED);
    }

    /** Has it do something, and waits until it is done. */
    void tell(String command) throws IOException {
        lastWords.clear();
        commands.write(command + '\n');
        commands.flush();
        awaitDone(command);
    }

    private void awaitDone(String command) throws IOException {
        String answer;
        try {
            answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Payara Micro was told to " + command, e);
        }
        if (answer == null) {
            // Its answer would be taken for the next one.
            process.destroyForcibly();
            throw new IOException("Payara Micro did not " + command + " in " + PATIENCE_SECONDS + " s\n" + said());
        }
        if (!answer.equals(MicroServer.DONE)) {
            throw new IOException("Payara Micro did not " + command + ": " + answer + '\n' + said());
        }
    }

    private String said() {
        return String.join("\n", lastWords);
    }

    /** Ends it, in time for it to tidy up. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            lastWords.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
