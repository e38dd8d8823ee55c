package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.spi.IntentScopes;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import io.holdfast.testsupport.jta.ServerDataSource;
import io.holdfast.testsupport.naming.TestNames;
import io.holdfast.testsupport.postgres.PostgresCluster;
import jakarta.transaction.RollbackException;
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
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/**
 * Nodes that name a data source of the server, with Narayana and a stand-in for the server's XA pool. In servers, the server's own
 * one is tested.
 */
class ServerDataSourceIT {

    private static final String ORDERS = "java:jboss/datasources/Orders";
    private static final String LEDGER = "java:jboss/datasources/Ledger";
    private static final String WHERE = "SHOW search_path";

    private ServerDataSource orders;
    private ServerDataSource ledger;
    private RunningArchive running;

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

    private static ServerDataSource xa(String database) {
        PGXADataSource driver = new PGXADataSource();
        driver.setURL(PostgresCluster.shared().primary().jdbcUrl(database));
        driver.setUser("postgres");
        return new ServerDataSource(driver);
    }

    private static Deployments onServer(String dataSource, String jndi) {
        String prefix = "holdfast.datasource." + dataSource;
        return Deployments.empty().with(prefix + ".dialect", "postgresql").with(prefix + ".primary.jndi", jndi);
    }

    private static Deployments tenants() {
        return onServer("orders", ORDERS)
                .with("holdfast.datasource.orders.jndi-exclusive", "true")
                .with("holdfast.tenants", "acme,globex")
                .with("holdfast.tenancy.datasource", "orders")
                .with("holdfast.tenancy.schema", "{tenant}");
    }

    private void boot(Deployments deployment) throws Exception {
        running = WeldSeContainer.boot(deployment.of());
    }

    private <T> T bean(Class<T> type) {
        return running.container().select(type).get();
    }

    private DataSource named(String name) {
        return bean(DataSourceRegistry.class).named(name).asDataSource(AccessIntent.WRITE);
    }

    private DataSource tenant(String id) {
        return bean(DataSourceRegistry.class).forTenant(id).asDataSource(AccessIntent.WRITE);
    }

    private UserTransaction transaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    private static String ask(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void insert(DataSource dataSource, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES ('" + name + "')");
        }
    }

    private static int stored(String database, String schema, String name) throws SQLException {
        return Integer.parseInt(PostgresCluster.shared()
                .primary()
                .query(database, "SELECT count(*) FROM " + schema + ".entry WHERE name = '" + name + "'"));
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "A node of the server takes part in the server's transaction")
    void serverCommitsWhatWasWritten() throws Exception {
        boot(onServer("default", ORDERS));

        transaction().begin();
        insert(named("default"), "jndi-commit");
        String first = ask(named("default"), "SELECT pg_backend_pid()");
        String second = ask(named("default"), "SELECT pg_backend_pid()");
        transaction().commit();

        assertThat(first).isEqualTo(second);
        assertThat(stored(Trio.DATABASE, "public", "jndi-commit")).isOne();
    }

    @Test
    void serverThatHidesTheDriverIsUnderstood() throws Exception {
        orders.hideDriver();
        boot(onServer("default", ORDERS));

        insert(named("default"), "jndi-hidden-plain");
        transaction().begin();
        insert(named("default"), "jndi-hidden");
        transaction().commit();
        transaction().begin();
        insert(named("default"), "jndi-hidden-swallowed");
        assertThatThrownBy(() -> ask(named("default"), "SELECT 1/0")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);

        assertThat(stored(Trio.DATABASE, "public", "jndi-hidden-plain")).isOne();
        assertThat(stored(Trio.DATABASE, "public", "jndi-hidden")).isOne();
        assertThat(stored(Trio.DATABASE, "public", "jndi-hidden-swallowed")).isZero();
    }

    @Test
    void serverRollsBackWhatWasWritten() throws Exception {
        boot(onServer("default", ORDERS));

        transaction().begin();
        insert(named("default"), "jndi-rollback");
        transaction().rollback();

        assertThat(stored(Trio.DATABASE, "public", "jndi-rollback")).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "Two XA nodes commit together and roll back together")
    void twoNodesCommitTogether() throws Exception {
        boot(onServer("orders", ORDERS)
                .with("holdfast.datasource.ledger.dialect", "postgresql")
                .with("holdfast.datasource.ledger.primary.jndi", LEDGER));

        transaction().begin();
        insert(named("orders"), "jndi-both");
        insert(named("ledger"), "jndi-both");
        transaction().commit();
        transaction().begin();
        insert(named("orders"), "jndi-none");
        insert(named("ledger"), "jndi-none");
        transaction().rollback();

        assertThat(stored(Trio.DATABASE, "public", "jndi-both")).isOne();
        assertThat(stored(Trio.LEDGER, "public", "jndi-both")).isOne();
        assertThat(stored(Trio.DATABASE, "public", "jndi-none")).isZero();
        assertThat(stored(Trio.LEDGER, "public", "jndi-none")).isZero();
    }

    @Test
    void swallowedErrorOfOneNodeRollsBothBack() throws Exception {
        boot(onServer("orders", ORDERS)
                .with("holdfast.datasource.ledger.dialect", "postgresql")
                .with("holdfast.datasource.ledger.primary.jndi", LEDGER));

        transaction().begin();
        insert(named("orders"), "jndi-swallowed");
        insert(named("ledger"), "jndi-swallowed");
        assertThatThrownBy(() -> ask(named("ledger"), "SELECT 1/0")).isInstanceOf(SQLException.class);
        Throwable refused = catchThrowable(() -> transaction().commit());

        assertThat(refused).isInstanceOf(RollbackException.class);
        assertThat(stored(Trio.DATABASE, "public", "jndi-swallowed")).isZero();
        assertThat(stored(Trio.LEDGER, "public", "jndi-swallowed")).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "A pool of Holdfast beside a node of the server is refused, nothing half done")
    void poolOfOursBesideANodeOfTheServerIsRefused() throws Exception {
        boot(onServer("orders", ORDERS).dataSource("ledger", Trio.LEDGER));

        for (boolean serverFirst : new boolean[] {true, false}) {
            DataSource first = named(serverFirst ? "orders" : "ledger");
            DataSource second = named(serverFirst ? "ledger" : "orders");
            transaction().begin();
            insert(first, "jndi-mixed");
            assertThatThrownBy(() -> insert(second, "jndi-mixed")).hasMessageContaining("HOLDF00502");
            assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);
        }

        assertThat(stored(Trio.DATABASE, "public", "jndi-mixed")).isZero();
        assertThat(stored(Trio.LEDGER, "public", "jndi-mixed")).isZero();
    }

    @Test
    void poolOfOursBesideAResourceOfTheServerIsRolledBack() throws Exception {
        boot(Deployments.empty().dataSource("ledger", Trio.LEDGER));

        transaction().begin();
        insert(named("ledger"), "jndi-foreign");
        insert(orders, "jndi-foreign");
        assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);

        assertThat(stored(Trio.DATABASE, "public", "jndi-foreign")).isZero();
        assertThat(stored(Trio.LEDGER, "public", "jndi-foreign")).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-6-JNDI", promise = "A tenant's schema never reaches another user of the server's pool")
    void tenantsSchemaEndsWithTheTransaction() throws Exception {
        boot(tenants());
        String before = ask(orders, WHERE);

        for (boolean commit : new boolean[] {true, false}) {
            transaction().begin();
            insert(tenant("acme"), "jndi-tenant-" + commit);
            assertThat(ask(tenant("acme"), WHERE)).isEqualTo("acme");
            if (commit) {
                transaction().commit();
            } else {
                transaction().rollback();
            }
            assertThat(ask(orders, WHERE)).isEqualTo(before);
        }

        assertThat(stored(Trio.DATABASE, "acme", "jndi-tenant-true")).isOne();
        assertThat(stored(Trio.DATABASE, "acme", "jndi-tenant-false")).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-6-JNDI", promise = "A session goes back clean, whatever the tenant did to it")
    void sessionGoesBackCleanOutsideATransaction() throws Exception {
        boot(tenants());
        String before = ask(orders, WHERE);
        String pid = ask(orders, "SELECT pg_backend_pid()");

        try (Connection connection = tenant("acme").getConnection()) {
            assertThat(ask(connection, WHERE)).isEqualTo("acme");
            ask(connection, "SELECT set_config('app.left', 'acme', false)");
            connection.setAutoCommit(false);
            ask(connection, "SELECT count(*) FROM entry");
        }

        assertThat(ask(orders, "SELECT pg_backend_pid()")).isEqualTo(pid);
        assertThat(ask(orders, WHERE)).isEqualTo(before);
        assertThat(ask(orders, "SELECT current_setting('app.left', true)")).isNullOrEmpty();
        assertThat(ask(tenant("globex"), WHERE)).isEqualTo("globex");
    }

    @Test
    void whatAnotherUserLeftDoesNotReachATenant() throws Exception {
        boot(tenants());
        ask(orders, "SELECT set_config('app.left', 'other', false), set_config('role', 'pg_monitor', false)");
        transaction().begin();
        assertThat(ask(tenant("acme"), "SELECT current_setting('app.left', true) || current_user"))
                .isEqualTo("postgres");
        transaction().commit();
    }

    @Test
    void secondTenantInOneTransactionIsRefused() throws Exception {
        boot(tenants());

        transaction().begin();
        insert(tenant("acme"), "jndi-two");
        assertThatThrownBy(() -> insert(tenant("globex"), "jndi-two")).hasMessageContaining("HOLDF00501");
        assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);

        assertThat(stored(Trio.DATABASE, "acme", "jndi-two")).isZero();
    }

    @Test
    void settingThatWouldOutliveTheTransactionIsRefused() throws Exception {
        boot(onServer("default", ORDERS));

        transaction().begin();
        try (Connection connection = named("default").getConnection()) {
            ask(connection, "SELECT 1");
            assertThatThrownBy(() -> connection.setSchema("acme")).hasMessageContaining("HOLDF00507");
            assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("HOLDF00507");
            assertThatThrownBy(connection::commit).hasMessageContaining("HOLDF00507");
        }
        transaction().rollback();
    }

    @Test
    void readTransactionOnAPrimaryOfTheServerCannotWrite() throws Exception {
        boot(onServer("default", ORDERS));

        IntentScopes.Scope scope = bean(IntentScopes.class).openRead("ServerDataSourceIT");
        try {
            transaction().begin();
            assertThatThrownBy(() -> insert(
                            bean(DataSourceRegistry.class).named("default").asDataSource(AccessIntent.READ),
                            "jndi-read"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("HOLDF00305");
            transaction().rollback();
        } finally {
            scope.close();
        }

        assertThat(stored(Trio.DATABASE, "public", "jndi-read")).isZero();
    }

    @Test
    void replicaThatTheServerWouldEnlistIsRefused() throws Exception {
        boot(onServer("default", ORDERS).with("holdfast.datasource.default.replica.r1.jndi", LEDGER));

        IntentScopes.Scope scope = bean(IntentScopes.class).openRead("ServerDataSourceIT");
        try {
            transaction().begin();
            assertThatThrownBy(() -> ask(
                            bean(DataSourceRegistry.class).named("default").asDataSource(AccessIntent.READ),
                            "SELECT 1"))
                    .hasMessageContaining("HOLDF00362")
                    .hasMessageContaining("jta=false");
            assertThatThrownBy(() -> transaction().commit()).isInstanceOf(RollbackException.class);
        } finally {
            scope.close();
        }
    }

    @Test
    void primaryThatTheServerDoesNotEnlistIsRefused() throws Exception {
        TestNames.bind(ORDERS, plain());
        boot(onServer("default", ORDERS));
        insert(named("default"), "jndi-plain");

        transaction().begin();
        assertThatThrownBy(() -> insert(named("default"), "jndi-not-enlisted"))
                .hasMessageContaining("HOLDF00361")
                .hasMessageContaining("jta=true");
        transaction().rollback();

        assertThat(stored(Trio.DATABASE, "public", "jndi-not-enlisted")).isZero();
    }

    private static DataSource plain() {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setURL(PostgresCluster.shared().primary().jdbcUrl(Trio.DATABASE));
        driver.setUser("postgres");
        return driver;
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "A name without a data source fails the deployment, with its key")
    void badNamesFailTheDeployment() {
        TestNames.bind(LEDGER, "a text");
        Deployments broken = onServer("orders", "java:jboss/datasources/Nowhere")
                .with("holdfast.datasource.ledger.dialect", "postgresql")
                .with("holdfast.datasource.ledger.primary.jndi", LEDGER);

        assertThat(WeldSeBrokenConfigurationIT.failureOf(broken.of()))
                .contains(
                        "HOLDF00360",
                        "holdfast.datasource.orders.primary.jndi",
                        "java:jboss/datasources/Nowhere",
                        "NameNotFoundException",
                        "holdfast.datasource.ledger.primary.jndi",
                        "java.lang.String");
    }
}
