package io.holdfast.testsupport.mariadb;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.ScratchDirectory;
import io.holdfast.testsupport.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * One server of a {@link MariaDbPair}, listening on 127.0.0.1.
 *
 * <p><b>Threading:</b> safe; methods that change the state of the server exclude each other.
 * <b>Lifecycle:</b> ends with its pair.
 */
public final class MariaDbNode {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final int port;
    private final List<String> command;
    private final ScratchDirectory scratch;
    private volatile ServerProcess server;

    MariaDbNode(String name, int port, List<String> command, ScratchDirectory scratch) {
        this.name = name;
        this.port = port;
        this.command = command;
        this.scratch = scratch;
    }

    /** Returns {@code primary} or {@code replica}. */
    public String name() {
        return name;
    }

    /** Returns the TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Returns the JDBC URL of a database, without parameters; an empty name for none. */
    public String jdbcUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** Opens a connection of root, whom {@code read_only} does not hold back. */
    public Connection connectAsRoot() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("") + "?connectTimeout=5000&socketTimeout=60000", "root", "");
    }

    /** Runs one statement as root. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connectAsRoot();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of the first row of a query of root, as text; {@code null} for SQL null or no row. */
    public String query(String sql) throws SQLException {
        try (Connection connection = connectAsRoot();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Stops the replay on the replica: from now on it gets staler. */
    public void pauseReplay() throws SQLException {
        execute("STOP SLAVE SQL_THREAD");
    }

    /** Continues after {@link #pauseReplay()}. */
    public void resumeReplay() throws SQLException {
        execute("START SLAVE SQL_THREAD");
    }

    /**
     * Starts the server and returns when it answers. Does nothing if it runs.
     *
     * @throws IllegalStateException with the end of the server's log, if it does not come up
     */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            server = ServerProcess.start(
                    "MariaDB " + name, command, data(), scratch.path().resolve(name + ".log"));
            scratch.adopt(name, server.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        try {
            Await.until("MariaDB " + name + " answers", PATIENCE, () -> !isRunning() || query("SELECT 1") != null);
        } catch (IllegalStateException e) {
            IllegalStateException failure = server.failure("did not answer within " + PATIENCE.toSeconds() + " s");
            failure.initCause(e);
            throw failure;
        }
        if (!isRunning()) {
            throw server.failure("ended while starting");
        }
    }

    Path data() {
        return scratch.path().resolve(name);
    }

    /** Tells whether the server's process lives. */
    public boolean isRunning() {
        ServerProcess current = server;
        return current != null && current.isAlive();
    }

    /** Kills the server (SIGKILL). */
    public synchronized void kill() {
        if (isRunning()) {
            server.kill();
            try {
                scratch.release(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return "MariaDbNode[" + name + " on port " + port + "]";
    }
}
