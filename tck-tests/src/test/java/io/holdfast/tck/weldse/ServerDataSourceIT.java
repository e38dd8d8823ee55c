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
import io.holdfast.testsupport.naming.TestNames;
import io.holdfast.testsupport.postgres.PostgresCluster;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A node that names a data source of the server takes part in the server's transaction, or is refused. */
class ServerDataSourceIT extends ServerDataSourceTestBase {

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
