package io.holdfast.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.WorkScope;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes that name data sources of WildFly, set up with the lines of the how-to. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class ServerNodesIT {

    private static final String NAMES = "java:jboss/datasources/";

    @Inject
    DataSourceRegistry registry;

    @Inject
    Holdfast holdfast;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    UserTransaction transaction;

    @Deployment
    static WebArchive archive() {
        ServerCommands.addDataSources();
        return Deployments.empty()
                .serverDataSource("orders", NAMES + "Orders")
                .serverDataSource("ledger", NAMES + "Ledger")
                .serverDataSource("catalog", NAMES + "Catalog")
                .with("holdfast.datasource.orders.replica.r1.jndi", NAMES + "OrdersReplica")
                .dataSource("own", Trio.DATABASE)
                .with("holdfast.tenants", "acme,globex")
                .with("holdfast.tenancy.datasource", "catalog")
                .with("holdfast.tenancy.schema", "{tenant}")
                .with("holdfast.datasource.catalog.jndi-exclusive", "true")
                .of();
    }

    @AfterEach
    void leavesNoTransaction() throws Exception {
        boolean open = transaction.getStatus() != Status.STATUS_NO_TRANSACTION;
        if (open) {
            transaction.rollback();
        }
        assertThat(open).as("transaction left on the thread").isFalse();
    }

    private DataSource named(String name) {
        return registry.named(name).asDataSource(AccessIntent.WRITE);
    }

    private DataSource tenant(String id) {
        return registry.forTenant(id).asDataSource(AccessIntent.WRITE);
    }

    private static String ask(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int stored(String name) {
        return Trio.here().stored("public", name);
    }

    private static int inLedger(String name) {
        return Trio.here().stored(Trio.LEDGER, "public", name);
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "WildFly: two XA nodes of the server commit together")
    void xaNodesCommitTogether() throws Exception {
        String name = Entries.newName();

        transaction.begin();
        Place first = Place.ofInsert(named("orders"), name);
        assertThat(Place.of(named("orders")))
                .as("one connection in a transaction")
                .isEqualTo(first);
        Entries.insert(named("ledger"), name);
        assertThat(stored(name) + inLedger(name)).as("seen before the commit").isZero();
        transaction.commit();

        assertThat(first).matches(Place::isWritingPrimary, "primary");
        assertThat(stored(name)).isOne();
        assertThat(inLedger(name)).isOne();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "WildFly: two XA nodes of the server roll back together, for whatever reason")
    void xaNodesRollBackTogether() throws Exception {
        String name = Entries.newName();

        transaction.begin();
        Entries.insert(named("orders"), name);
        Entries.insert(named("ledger"), name);
        transaction.rollback();
        transaction.begin();
        Entries.insert(named("orders"), name);
        Entries.insert(named("ledger"), name);
        Problem.in(() -> ask(named("ledger"), "SELECT 1/0"));
        Problem swallowed = Problem.in(transaction::commit);

        assertThat(swallowed.failure()).isInstanceOf(RollbackException.class);
        assertThat(stored(name)).isZero();
        assertThat(inLedger(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "WildFly: a pool of ours beside a node of the server is refused, nothing half done")
    void poolOfOursBesideAnXaNodeIsRefused() throws Exception {
        String name = Entries.newName();

        for (boolean serverFirst : new boolean[] {true, false}) {
            transaction.begin();
            Entries.insert(named(serverFirst ? "ledger" : "own"), name);
            Problem second = Problem.in(() -> Place.ofInsert(named(serverFirst ? "own" : "ledger"), name));
            assertThat(second.failure()).hasMessageContaining("HOLDF00502");
            assertThat(Problem.in(transaction::commit).failure()).isInstanceOf(RollbackException.class);
        }

        assertThat(stored(name)).isZero();
        assertThat(inLedger(name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "WildFly: a local data source of the server commits and rolls back for its tenant")
    @Requirement(id = "DESIGN-6-JNDI", promise = "WildFly: a tenant's schema ends with its transaction")
    void localNodeCommitsAndRollsBackForItsTenant() throws Exception {
        String name = Entries.newName();
        String undone = Entries.newName();

        transaction.begin();
        Entries.insert(tenant("acme"), name);
        transaction.commit();
        transaction.begin();
        Entries.insert(tenant("globex"), undone);
        transaction.rollback();

        assertThat(Trio.here().stored("acme", name)).isOne();
        assertThat(Trio.here().stored("globex", name)).isZero();
        assertThat(Trio.here().stored("globex", undone)).isZero();
        assertThat(ask(tenant("globex"), "SELECT name FROM owner")).isEqualTo("globex");
        assertThat(ask(tenant("acme"), "SELECT name FROM owner")).isEqualTo("acme");
    }

    @Test
    @Requirement(
            id = "DESIGN-3-TWO-TENANTS",
            promise = "WildFly: a second tenant in a transaction of the server's pool is refused")
    void secondTenantOfALocalNodeIsRefused() throws Exception {
        String name = Entries.newName();

        transaction.begin();
        Entries.insert(tenant("acme"), name);
        Problem second = Problem.in(() -> Place.ofInsert(tenant("globex"), name));
        assertThat(second.failure()).hasMessageContaining("HOLDF00501");
        assertThat(Problem.in(transaction::commit).failure()).isInstanceOf(RollbackException.class);

        assertThat(Trio.here().stored("acme", name) + Trio.here().stored("globex", name))
                .isZero();
    }

    @Test
    void readsGoToTheReplicaOfTheServerUntilAWrite() throws Exception {
        DataSource reads = registry.named("orders").asDataSource(AccessIntent.READ);

        assertThat(Place.of(reads)).matches(Place::isReplica, "replica");
        Entries.insert(named("orders"), Entries.newName());
        assertThat(pin.isPinned("orders")).isTrue();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned");
        try (Connection connection = reads.getConnection()) {
            assertThat(Problem.in(() -> Entries.insert(connection, Entries.newName()))
                            .failure())
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void noConnectionOfTheServerIsLeftLent() throws Exception {
        for (int i = 0; i < 30; i++) {
            try (WorkScope scope = holdfast.begin("acme")) {
                assertThat(scope.tenant()).isPresent();
                transaction.begin();
                Entries.insert(tenant("acme"), Entries.newName());
                transaction.commit();
                assertThat(ask(named("orders"), "SELECT 1")).isEqualTo("1");
            }
        }
    }
}
