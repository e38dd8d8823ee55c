package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Trio;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import io.holdfast.testsupport.jta.ServerDataSource;
import io.holdfast.testsupport.naming.TestNames;
import io.holdfast.testsupport.postgres.PostgresCluster;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.postgresql.xa.PGXADataSource;

/**
 * Two data sources of the server: Narayana and a stand-in for the server's XA pool. In servers, the server's own ones are tested.
 */
abstract class ServerDataSourceTestBase {

    static final String ORDERS = "java:jboss/datasources/Orders";
    static final String LEDGER = "java:jboss/datasources/Ledger";
    static final String WHERE = "SHOW search_path";

    ServerDataSource orders;
    ServerDataSource ledger;
    RunningArchive running;

    @BeforeAll
    static void prepareTransactions() {
        NarayanaVolatileStore.use();
        Deployments.single();
    }

    @BeforeEach
    void bindDataSources() {
        orders = xa(Trio.DATABASE);
        ledger = xa(Trio.LEDGER);
        TestNames.bind(ORDERS, orders);
        TestNames.bind(LEDGER, ledger);
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        boolean open = transaction().getStatus() != Status.STATUS_NO_TRANSACTION;
        if (open) {
            transaction().rollback();
        }
        if (running != null) {
            running.close();
        }
        assertThat(open).as("transaction left on the thread").isFalse();
        assertThat(orders.lent()).as("connections of the server still lent").isZero();
        assertThat(orders.forbiddenCalls()).isEmpty();
        assertThat(ledger.forbiddenCalls()).isEmpty();
        try (Connection stillOpen = orders.getConnection()) {
            assertThat(stillOpen.isValid(1)).as("the server's pool is open").isTrue();
        }
        orders.close();
        ledger.close();
        TestNames.unbind(ORDERS);
        TestNames.unbind(LEDGER);
    }

    static ServerDataSource xa(String database) {
        PGXADataSource driver = new PGXADataSource();
        driver.setURL(PostgresCluster.shared().primary().jdbcUrl(database));
        driver.setUser("postgres");
        return new ServerDataSource(driver);
    }

    static Deployments onServer(String dataSource, String jndi) {
        String prefix = "holdfast.datasource." + dataSource;
        return Deployments.empty().with(prefix + ".dialect", "postgresql").with(prefix + ".primary.jndi", jndi);
    }

    static Deployments tenants() {
        return onServer("orders", ORDERS)
                .with("holdfast.datasource.orders.jndi-exclusive", "true")
                .with("holdfast.tenants", "acme,globex")
                .with("holdfast.tenancy.datasource", "orders")
                .with("holdfast.tenancy.schema", "{tenant}");
    }

    void boot(Deployments deployment) throws Exception {
        running = WeldSeContainer.boot(deployment.of());
    }

    <T> T bean(Class<T> type) {
        return running.container().select(type).get();
    }

    DataSource named(String name) {
        return bean(DataSourceRegistry.class).named(name).asDataSource(AccessIntent.WRITE);
    }

    DataSource tenant(String id) {
        return bean(DataSourceRegistry.class).forTenant(id).asDataSource(AccessIntent.WRITE);
    }

    UserTransaction transaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    static String ask(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ask(connection, sql);
        }
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static void insert(DataSource dataSource, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES ('" + name + "')");
        }
    }

    static int stored(String database, String schema, String name) throws SQLException {
        return Integer.parseInt(PostgresCluster.shared()
                .primary()
                .query(database, "SELECT count(*) FROM " + schema + ".entry WHERE name = '" + name + "'"));
    }
}
