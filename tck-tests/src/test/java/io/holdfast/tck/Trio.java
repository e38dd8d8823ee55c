package io.holdfast.tck;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The primary and its two standbys, as a test sees them: by their ports, which come with the archive, because in a server the
 * database processes belong to another virtual machine. Only {@link #portsOfThisMachine()} touches those.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class Trio {

    static final String RESOURCE = "tck-trio.properties";
    public static final String DATABASE = "tck";
    public static final String LEDGER = "tck_ledger";
    public static final String PRIMARY = "primary";
    public static final List<String> REPLICAS = List.of("r1", "r2");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String SWITCH = "switch";

    private final Map<String, Integer> ports;
    private final int switchPort;

    private Trio(Map<String, Integer> ports, int switchPort) {
        this.ports = ports;
        this.switchPort = switchPort;
    }

    /** The trio that the running archive was made for. */
    public static Trio here() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            Map<String, Integer> ports = new TreeMap<>();
            properties.forEach((node, port) -> ports.put((String) node, Integer.valueOf((String) port)));
            int switchPort = ports.remove(SWITCH);
            return new Trio(ports, switchPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The trio of this virtual machine, for making archives and for tests that run outside the server. */
    public static Trio portsOfThisMachine() {
        return Local.TRIO;
    }

    /** Kills the process of a standby. */
    public void kill(String replica) {
        NodeSwitch.tell(switchPort, NodeSwitch.KILL, replica);
    }

    /** Starts the process of a standby, if it does not run. */
    public void start(String replica) {
        NodeSwitch.tell(switchPort, NodeSwitch.START, replica);
    }

    String asProperties() {
        StringBuilder lines = new StringBuilder();
        lines.append(SWITCH).append('=').append(switchPort).append('\n');
        ports.forEach(
                (node, port) -> lines.append(node).append('=').append(port).append('\n'));
        return lines.toString();
    }

    String url(String node, String database) {
        return "jdbc:postgresql://127.0.0.1:" + ports.get(node) + "/" + database;
    }

    String nodeAt(int port) {
        return ports.entrySet().stream()
                .filter(entry -> entry.getValue() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The first column of the first row of a query that Holdfast has no part in; null if there is none. */
    public String query(String node, String database, String sql) {
        try (Connection connection = connect(node, database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException("Node '" + node + "' does not answer " + sql, e);
        }
    }

    private Connection connect(String node, String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("ApplicationName", "tck");
        String url = url(node, database);
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, login);
            }
        }
        throw new IllegalStateException("No driver of PostgreSQL");
    }

    /** How many rows of a name the primary holds, for everybody to see. */
    public int stored(String schema, String name) {
        return stored(DATABASE, schema, name);
    }

    /** How many rows of a name the primary holds, for everybody to see. */
    public int stored(String database, String schema, String name) {
        return Integer.parseInt(
                query(PRIMARY, database, "SELECT count(*) FROM " + schema + ".entry WHERE name = '" + name + "'"));
    }

    /** How many connections Holdfast has open to all nodes. */
    public int connections() {
        int sum = 0;
        for (String node : ports.keySet()) {
            sum += Integer.parseInt(
                    query(node, DATABASE, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holdfast'"));
        }
        return sum;
    }

    /** Returns when both standbys show all that the primary holds. */
    public void awaitCaughtUp() {
        String position = query(PRIMARY, DATABASE, "SELECT pg_logical_emit_message(false, 'tck', '', true)");
        for (String replica : REPLICAS) {
            String reached = "SELECT pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn";
            Await.until(replica + " has caught up", PATIENCE, () -> "t".equals(query(replica, DATABASE, reached)));
        }
    }

    /** Freezes what the standbys show, until it is closed. */
    public Paused pauseReplay() {
        awaitCaughtUp();
        for (String replica : REPLICAS) {
            query(replica, DATABASE, "SELECT pg_wal_replay_pause()");
            Await.until(
                    replica + " has paused",
                    PATIENCE,
                    () -> "paused".equals(query(replica, DATABASE, "SELECT pg_get_wal_replay_pause_state()")));
        }
        return () -> {
            REPLICAS.forEach(replica -> query(replica, DATABASE, "SELECT pg_wal_replay_resume()"));
            awaitCaughtUp();
        };
    }

    /** The time that the standbys stand still. */
    @FunctionalInterface
    public interface Paused extends AutoCloseable {

        /** Lets the standbys catch up. */
        @Override
        void close();
    }

    /** Only loaded where the processes are children of this virtual machine. */
    private static final class Local {

        static final Trio TRIO = start();

        private static final String TABLE = "CREATE TABLE %1$s.entry (name text NOT NULL UNIQUE);"
                + "CREATE TABLE %1$s.owner (name text);"
                + "INSERT INTO %1$s.owner VALUES ('%1$s');"
                + "CREATE FUNCTION %1$s.write_entry(text) RETURNS int LANGUAGE sql"
                + " AS 'INSERT INTO %1$s.entry VALUES ($1) RETURNING 1';";

        private static Trio start() {
            PostgresCluster cluster = PostgresCluster.shared();
            try {
                for (String database : List.of(DATABASE, LEDGER)) {
                    cluster.createDatabase(database);
                    cluster.primary().execute(database, String.format(TABLE, "public"));
                }
                for (String schema : List.of("acme", "globex")) {
                    cluster.primary().execute(DATABASE, "CREATE SCHEMA " + schema);
                    cluster.primary().execute(DATABASE, String.format(TABLE, schema));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            cluster.awaitCaughtUp();
            Map<String, Integer> ports = new TreeMap<>();
            ports.put(PRIMARY, cluster.primary().port());
            REPLICAS.forEach(
                    replica -> ports.put(replica, cluster.standby(replica).port()));
            return new Trio(ports, NodeSwitch.serve(cluster));
        }
    }
}
