package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.FreePorts;
import io.holdfast.testsupport.process.ScratchDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A real PostgreSQL primary with streaming standbys, as child processes of this virtual machine.
 *
 * <pre>{@code
 * try (var cluster = PostgresCluster.builder()
 *         .standby("r1", Duration.ofMillis(500))
 *         .standby("r2", Duration.ofSeconds(2))
 *         .start()) {
 *     cluster.createDatabase("shop");
 *     String url = cluster.primary().jdbcUrl("shop");   // user postgres, no password
 * }
 * }</pre>
 *
 * <p>Tests that do not change the servers share one: {@link #shared()}.
 *
 * <p><b>Threading:</b> safe. <b>Lifecycle:</b> {@link #close()} ends all processes and deletes all files; so does the
 * end of this virtual machine, even by SIGKILL.
 */
public final class PostgresCluster implements AutoCloseable {

    private static final String PRIMARY = "primary";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScratchDirectory scratch;
    private final PostgresNode primary;
    private final Map<String, PostgresNode> standbys;
    private final boolean shared;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "holdfast-postgres-shutdown");

    private PostgresCluster(
            ScratchDirectory scratch, PostgresNode primary, Map<String, PostgresNode> standbys, boolean shared) {
        this.scratch = scratch;
        this.primary = primary;
        this.standbys = standbys;
        this.shared = shared;
    }

    /** Returns a builder of a cluster without standbys. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the cluster that all tests of this virtual machine share: a primary and the standbys {@code r1} and
     * {@code r2} without delay. Use your own database in it, leave the servers as you found them; closing it has no
     * effect.
     */
    public static PostgresCluster shared() {
        return Shared.CLUSTER;
    }

    /** Returns the primary. */
    public PostgresNode primary() {
        return primary;
    }

    /** Returns the standbys in the order of their making. */
    public List<PostgresNode> standbys() {
        return List.copyOf(standbys.values());
    }

    /**
     * Returns a standby.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public PostgresNode standby(String name) {
        PostgresNode standby = standbys.get(name);
        if (standby == null) {
            throw new IllegalArgumentException("No standby '" + name + "'; there are " + standbys.keySet());
        }
        return standby;
    }

    /** Creates a database on the primary. Standbys have it after {@link #awaitCaughtUp()}. */
    public void createDatabase(String name) throws SQLException {
        primary.createDatabase(name);
    }

    /** Returns when every standby has replayed all that the primary has logged so far, within 30 seconds. */
    public void awaitCaughtUp() {
        awaitCaughtUp(PATIENCE);
    }

    /**
     * Returns when every standby has replayed all that the primary has logged so far. Delays count.
     *
     * @throws IllegalStateException if one has not within the time-out, or does not answer
     */
    public void awaitCaughtUp(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        String position = flushedPosition();
        for (PostgresNode standby : standbys.values()) {
            standby.awaitReplayed(position, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    // The end of a record of our own: the insert position may lie behind a page header that nobody replays, and what
    // asynchronous commits have left in memory goes out with it.
    private String flushedPosition() {
        try {
            return primary.query("SELECT pg_logical_emit_message(false, 'holdfast', '', true)");
        } catch (SQLException e) {
            throw new IllegalStateException("The primary cannot be asked for its log position", e);
        }
    }

    /** Returns when every standby receives the primary's log, within 30 seconds. */
    public void awaitStreaming() {
        Await.until(
                "the standbys " + standbys.keySet() + " stream from the primary",
                PATIENCE,
                () -> primary.query("SELECT count(DISTINCT application_name) FROM pg_stat_replication"
                                + " WHERE state = 'streaming'")
                        .equals(Integer.toString(standbys.size())));
    }

    /** Ends all servers at once and deletes their files. */
    @Override
    public void close() {
        if (!shared) {
            end();
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            System.getLogger(PostgresCluster.class.getName())
                    .log(System.Logger.Level.TRACE, "Closed during shutdown", alreadyShuttingDown);
        }
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        standbys.values().forEach(PostgresNode::abort);
        primary.abort();
        try {
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + scratch.path(), e);
        }
    }

    private void start(Consumer<String> progress) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            progress.accept("starting the primary on port " + primary.port());
            primary.launch();
            standbys.values().forEach(PostgresNode::launch);
            primary.awaitAnswer();
            for (PostgresNode standby : standbys.values()) {
                standby.awaitAnswer();
                progress.accept("standby " + standby.name() + " answers on port " + standby.port());
            }
            awaitStreaming();
        } catch (RuntimeException e) {
            end();
            removeHook();
            throw e;
        }
    }

    private static final class Shared {
        static final PostgresCluster CLUSTER = builder()
                .standby("r1", Duration.ZERO)
                .standby("r2", Duration.ZERO)
                .shared()
                .start();
    }

    /**
     * Says what a cluster looks like.
     *
     * <p><b>Threading:</b> one thread.
     */
    public static final class Builder {

        private final Map<String, Duration> standbys = new LinkedHashMap<>();
        private final Map<String, String> passwords = new LinkedHashMap<>();
        private Consumer<String> listener = step -> {};
        private int maxConnections = 100;
        private String synchronousCommit = "on";
        private ServerAccount account;
        private boolean shared;

        private Builder() {}

        /**
         * Adds a standby.
         *
         * @param name lower-case letters, digits and underscores, not {@code primary}
         * @param applyDelay how long it holds back each commit; zero for not at all
         */
        public Builder standby(String name, Duration applyDelay) {
            if (!name.matches("[a-z][a-z0-9_]{0,30}") || name.equals(PRIMARY) || standbys.containsKey(name)) {
                throw new IllegalArgumentException("'" + name + "' cannot name a standby: expected a name of its own of"
                        + " lower-case letters, digits and underscores");
            }
            standbys.put(name, applyDelay);
            return this;
        }

        /** Limits the connections to the primary; default 100. Standbys never allow fewer than 100. */
        public Builder maxConnections(int limit) {
            maxConnections = limit;
            return this;
        }

        /** Sets {@code synchronous_commit} on all nodes; default {@code on}. */
        public Builder synchronousCommit(String value) {
            synchronousCommit = value;
            return this;
        }

        /** Creates a role that has to log in with a password on every node. */
        public Builder passwordRole(String name, String password) {
            passwords.put(name, password);
            return this;
        }

        /** Is told in words what is being done; default: nobody. */
        public Builder listener(Consumer<String> progress) {
            listener = progress;
            return this;
        }

        /** Forces one of the ways to run the programs. */
        Builder account(ServerAccount forced) {
            account = forced;
            return this;
        }

        private Builder shared() {
            shared = true;
            return this;
        }

        /**
         * Starts all servers and returns when every standby streams from the primary.
         *
         * @throws IllegalStateException if a server does not come up, with the end of its log
         */
        public PostgresCluster start() {
            try {
                PostgresBinaries binaries = PostgresBinaries.locate(listener);
                ScratchDirectory scratch = ScratchDirectory.create("postgres");
                PostgresCluster cluster = prepare(scratch, binaries);
                cluster.start(listener);
                createRoles(cluster);
                return cluster;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make the files of a PostgreSQL cluster", e);
            }
        }

        private PostgresCluster prepare(ScratchDirectory scratch, PostgresBinaries binaries) throws IOException {
            try {
                ServerAccount chosen = account == null ? ServerAccount.detect(scratch.path()) : account;
                NodeFiles files = new NodeFiles(scratch, binaries, chosen);
                listener.accept("making the data directories of " + (1 + standbys.size()) + " servers");
                files.initialize(PRIMARY);
                files.requirePassword(PRIMARY, new ArrayList<>(passwords.keySet()));
                PostgresNode primary = new PostgresNode(PRIMARY, FreePorts.next(), files);
                Map<String, PostgresNode> nodes = new LinkedHashMap<>();
                for (String name : standbys.keySet()) {
                    nodes.put(name, prepareStandby(name, primary, files));
                }
                files.configurePrimary(PRIMARY, primary.port(), maxConnections, synchronousCommit);
                return new PostgresCluster(scratch, primary, nodes, shared);
            } catch (IOException | RuntimeException e) {
                scratch.close();
                throw e;
            }
        }

        private PostgresNode prepareStandby(String name, PostgresNode primary, NodeFiles files) throws IOException {
            PostgresNode standby = new PostgresNode(name, FreePorts.next(), files);
            files.copy(PRIMARY, name);
            files.configureStandby(
                    name, standby.port(), maxConnections, synchronousCommit, primary.port(), standbys.get(name));
            return standby;
        }

        private void createRoles(PostgresCluster cluster) {
            try {
                for (Map.Entry<String, String> role : passwords.entrySet()) {
                    cluster.primary()
                            .execute("CREATE ROLE \"" + role.getKey() + "\" LOGIN PASSWORD '"
                                    + role.getValue().replace("'", "''") + "'");
                }
            } catch (SQLException e) {
                cluster.close();
                throw new IllegalStateException("Cannot create the roles " + passwords.keySet(), e);
            }
        }
    }
}
