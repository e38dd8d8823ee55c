package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * One server of a {@link PostgresCluster}. It listens on 127.0.0.1 and keeps port and data directory when it is started
 * again. The superuser is {@code postgres}, without a password.
 *
 * <p><b>Threading:</b> safe; methods that change the state of the server exclude each other.
 * <b>Lifecycle:</b> ends with its cluster.
 */
public final class PostgresNode {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final int port;
    private final NodeFiles files;
    private volatile ServerProcess server;

    PostgresNode(String name, int port, NodeFiles files) {
        this.name = name;
        this.port = port;
        this.files = files;
    }

    /** Returns {@code primary} or the name the standby was given. */
    public String name() {
        return name;
    }

    /** Returns the TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Returns the JDBC URL of a database, without any parameters, so that {@code ?name=value} can follow. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Returns the id of the server's parent process.
     *
     * @throws IllegalStateException if the server was never started
     */
    public long pid() {
        return running().pid();
    }

    /** Tells whether the server's parent process lives; it does when paused. */
    public boolean isRunning() {
        ServerProcess current = server;
        return current != null && current.isAlive();
    }

    /** Opens a connection of the superuser to the database {@code postgres}. */
    public Connection connect() throws SQLException {
        return connect("postgres");
    }

    /** Opens a connection of the superuser to a database. No call on it blocks longer than a minute. */
    public Connection connect(String database) throws SQLException {
        return connect(database, "postgres", null);
    }

    /**
     * Opens a connection of a role.
     *
     * @param password {@code null} for a role that needs none
     */
    public Connection connect(String database, String role, String password) throws SQLException {
        return connect(database, role, password, Duration.ofMinutes(1));
    }

    private Connection connect(String database, String role, String password, Duration socketTimeout)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(socketTimeout.toSeconds()));
        properties.setProperty("ApplicationName", "holdfast-test-support");
        // Not through DriverManager: it hides drivers of other class loaders.
        return new Driver().connect(jdbcUrl(database), properties);
    }

    /** Runs one or more statements, separated by semicolons, in the database {@code postgres}. */
    public void execute(String sql) throws SQLException {
        execute("postgres", sql);
    }

    /** Runs one or more statements, separated by semicolons, in a database. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of the first row of a query in the database {@code postgres}, as text. */
    public String query(String sql) throws SQLException {
        return query("postgres", sql);
    }

    /** Returns the first column of the first row of a query, as text; {@code null} for SQL null or no row. */
    public String query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Creates a database; on the primary only. Standbys see it when they have replayed that. */
    public void createDatabase(String database) throws SQLException {
        execute("CREATE DATABASE \"" + database + "\"");
    }

    /**
     * Starts the server on its old data directory and port and returns when it answers. Does nothing if it runs.
     *
     * @throws IllegalStateException with the end of the server's log, if it does not come up
     */
    public synchronized void start() {
        launch();
        awaitAnswer();
    }

    /** Starts the process without waiting, so that the nodes of a cluster come up side by side. */
    synchronized void launch() {
        if (isRunning()) {
            return;
        }
        try {
            server = ServerProcess.start(
                    "PostgreSQL node '" + name + "'",
                    files.account()
                            .command(List.of(
                                    files.binaries().program("postgres"),
                                    "-D",
                                    files.data(name).toString())),
                    files.data(name),
                    files.log(name));
            files.scratch().adopt(name, server.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitAnswer() {
        ServerProcess current = running();
        try {
            Await.until("PostgreSQL node '" + name + "' answers", PATIENCE, () -> !current.isAlive() || answers());
        } catch (IllegalStateException e) {
            throw withCause(current.failure("did not answer within " + PATIENCE.toSeconds() + " s"), e);
        }
        if (!current.isAlive()) {
            throw current.failure("ended while starting");
        }
    }

    private boolean answers() throws SQLException {
        try (Connection connection = connect("postgres", "postgres", null, Duration.ofSeconds(5))) {
            return connection.isValid(5);
        }
    }

    private static IllegalStateException withCause(IllegalStateException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    /** Shuts the server down in order (SIGINT): clients are disconnected, nothing is lost. */
    public synchronized void stop() {
        end("INT");
    }

    /** Shuts the server down without a checkpoint (SIGQUIT): the fastest end that leaves nothing behind. */
    synchronized void abort() {
        end("QUIT");
    }

    private void end(String signal) {
        if (!isRunning()) {
            return;
        }
        server.signal(signal);
        server.resume();
        if (!server.awaitExit(PATIENCE)) {
            server.kill();
        }
        forget();
    }

    /** Kills all processes of the server at once (SIGKILL), also when paused: nobody of it can still commit. */
    public synchronized void kill() {
        if (isRunning()) {
            server.kill();
            forget();
        }
    }

    private void forget() {
        try {
            files.scratch().release(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes all processes of the server: connections stay open and new ones are accepted, but nobody answers. */
    public synchronized void pause() {
        running().pause();
    }

    /** Continues after {@link #pause()}. */
    public synchronized void resume() {
        running().resume();
    }

    /** Stops the replay on a standby: from now on it gets staler. Returns when no further row will appear. */
    public void pauseReplay() throws SQLException {
        execute("SELECT pg_wal_replay_pause()");
        Await.until(
                "replay is paused on '" + name + "'",
                PATIENCE,
                () -> query("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
    }

    /** Continues after {@link #pauseReplay()}; the standby catches up on its own. */
    public void resumeReplay() throws SQLException {
        execute("SELECT pg_wal_replay_resume()");
    }

    /**
     * Changes how long a standby holds back each commit. Transactions already waiting follow the new value, too.
     *
     * @param delay zero for none
     */
    public void setApplyDelay(Duration delay) throws SQLException {
        // Two calls: ALTER SYSTEM refuses to run inside the transaction that a list of statements would be.
        execute("ALTER SYSTEM SET recovery_min_apply_delay = '" + delay.toMillis() + "ms'");
        execute("SELECT pg_reload_conf()");
    }

    /**
     * Returns when the standby has replayed up to a position.
     *
     * @param position a log position such as {@code 0/3000148}
     * @throws IllegalStateException if it has not within the time-out
     */
    public void awaitReplayed(String position, Duration timeout) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Await.until("standby '" + name + "' has replayed " + position, timeout, () -> {
                try (ResultSet row =
                        statement.executeQuery("SELECT pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")) {
                    return row.next() && row.getBoolean(1);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Standby '" + name + "' cannot be asked how far it has replayed", e);
        }
    }

    private ServerProcess running() {
        ServerProcess current = server;
        if (current == null) {
            throw new IllegalStateException("PostgreSQL node '" + name + "' was never started; call start()");
        }
        return current;
    }

    @Override
    public String toString() {
        return "PostgresNode[" + name + " on port " + port + "]";
    }
}
