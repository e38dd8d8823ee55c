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
            cluster.primary().execute(database, "CREATE TABLE entry (name text NOT NULL UNIQUE)");
            cluster.primary().execute(database, "GRANT ALL ON entry TO orders");
        }
        cluster.awaitCaughtUp();
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
