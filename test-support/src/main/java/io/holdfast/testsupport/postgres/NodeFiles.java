package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.process.FileTrees;
import io.holdfast.testsupport.process.ScratchDirectory;
import io.holdfast.testsupport.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What all nodes of a cluster share on disk, and how their data directories come to be.
 *
 * <p>Standbys are copies of the primary's directory made before the primary's first start: same system identifier,
 * no base backup, and no need for a program the bundle does not have.
 *
 * <p><b>Threading:</b> one thread while the cluster is being made; the accessors are safe.
 */
record NodeFiles(ScratchDirectory scratch, PostgresBinaries binaries, ServerAccount account) {

    // Smaller values of max_connections than this one, which initdb stores, keep a standby from starting.
    private static final int INITDB_MAX_CONNECTIONS = 100;

    /** Returns the data directory of a node. */
    Path data(String node) {
        return scratch.path().resolve(node);
    }

    /** Returns the log of a node. */
    Path log(String node) {
        return scratch.path().resolve(node + ".log");
    }

    /** Makes the data directory of the primary. */
    void initialize(String primary) throws IOException {
        Path data = Files.createDirectory(data(primary));
        account.own(data);
        ServerProcess.run(
                "initdb",
                account.command(List.of(
                        binaries.program("initdb"),
                        "-D",
                        data.toString(),
                        "-A",
                        "trust",
                        "-U",
                        "postgres",
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--no-instructions")),
                data,
                log("initdb"));
    }

    /** Lets the given roles in with a password only; before the copies are made. */
    void requirePassword(String primary, List<String> roles) throws IOException {
        Path hba = data(primary).resolve("pg_hba.conf");
        List<String> lines = new ArrayList<>();
        roles.forEach(role -> lines.add("host all \"" + role + "\" 127.0.0.1/32 scram-sha-256"));
        lines.addAll(Files.readAllLines(hba));
        Files.write(hba, lines);
    }

    /** Copies the primary's data directory for a standby. */
    void copy(String primary, String standby) throws IOException {
        FileTrees.copy(data(primary), data(standby));
    }

    /** Writes the settings of a primary. */
    void configurePrimary(String node, int port, int maxConnections, String synchronousCommit) throws IOException {
        writeSettings(node, settings(port, maxConnections, synchronousCommit));
    }

    /** Writes the settings of a standby and marks it as one. */
    void configureStandby(
            String node, int port, int maxConnections, String synchronousCommit, int primaryPort, Duration delay)
            throws IOException {
        List<String> settings = settings(port, Math.max(maxConnections, INITDB_MAX_CONNECTIONS), synchronousCommit);
        settings.addAll(List.of(
                "primary_conninfo = 'host=127.0.0.1 port=" + primaryPort + " user=postgres sslmode=disable"
                        + " gssencmode=disable application_name=" + node + "'",
                "recovery_min_apply_delay = '" + delay.toMillis() + "ms'",
                // A query on the standby is never cancelled; replay waits for it.
                "max_standby_streaming_delay = -1",
                "hot_standby_feedback = on",
                // Default 5 s: far too long after the primary came back.
                "wal_retrieve_retry_interval = '100ms'"));
        writeSettings(node, settings);
        Files.createFile(data(node).resolve("standby.signal"));
        account.own(data(node));
    }

    private static List<String> settings(int port, int maxConnections, String synchronousCommit) {
        return new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "port = " + port,
                // The default socket directory is not writable for everybody.
                "unix_socket_directories = ''",
                "max_connections = " + maxConnections,
                "synchronous_commit = " + synchronousCommit,
                // Throw-away data: what the operating system's cache holds survives a killed server.
                "fsync = off",
                "full_page_writes = off",
                "shared_buffers = '16MB'",
                "max_prepared_transactions = 20",
                "wal_level = replica",
                "wal_keep_size = '256MB'",
                "max_wal_senders = 10",
                "timezone = 'UTC'",
                "log_timezone = 'UTC'"));
    }

    private void writeSettings(String node, List<String> settings) throws IOException {
        Files.write(data(node).resolve("postgresql.auto.conf"), settings);
    }
}
