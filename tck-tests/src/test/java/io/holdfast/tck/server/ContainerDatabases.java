package io.holdfast.tck.server;

import io.holdfast.tck.Trio;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.SQLException;
import java.util.List;

/**
 * The databases that data sources of servers lead to, as the documentation names them.
 *
 * <p><strong>Threading:</strong> one thread.
 */
public final class ContainerDatabases {

    static final String ORDERS = "orders";
    static final String LEDGER = "ledger";

    private ContainerDatabases() {}

    /** Makes the databases, and the login that both have. */
    public static void prepare() throws SQLException {
        PostgresCluster cluster = PostgresCluster.shared();
        cluster.primary().execute("CREATE ROLE orders LOGIN");
        for (String database : List.of(ORDERS, LEDGER)) {
            cluster.createDatabase(database);
            makeEntries(database, "public");
        }
        for (String tenant : List.of("acme", "globex")) {
            cluster.primary().execute(ORDERS, "CREATE SCHEMA " + tenant + " AUTHORIZATION orders");
            makeEntries(ORDERS, tenant);
        }
        cluster.awaitCaughtUp();
    }

    private static void makeEntries(String database, String schema) throws SQLException {
        PostgresCluster.shared()
                .primary()
                .execute(
                        database,
                        String.format(
                                "CREATE TABLE %1$s.entry (name text NOT NULL UNIQUE); GRANT ALL ON %1$s.entry TO orders",
                                schema));
    }

    /** The port of the primary. */
    public static int primary() {
        return PostgresCluster.shared().primary().port();
    }

    /** The port of a standby. */
    public static int replica() {
        return PostgresCluster.shared().standby(Trio.REPLICAS.get(0)).port();
    }
}
