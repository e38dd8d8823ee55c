package io.holdfast.tck.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes that name data sources of the server, which its own tool has made. How, the server knows. */
@ExtendWith(ArquillianExtension.class)
public abstract class ContainerDataSourcesIT {

    private static final String ORDERS = ContainerDatabases.ORDERS;
    private static final String LEDGER = ContainerDatabases.LEDGER;

    @Inject
    DataSourceRegistry registry;

    @Inject
    UserTransaction transaction;

    @AfterEach
    void leavesNoTransactionOpen() throws Exception {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
            throw new AssertionError("The test left a transaction on the thread");
        }
    }

    /** Makes the archive, for names of data sources; {@code ours} is a pool of Holdfast beside them. */
    protected static WebArchive archive(String orders, String ledger, String local, String replica) {
        return Deployments.empty()
                .with("holdfast.datasource.orders.dialect", "postgresql")
                .with("holdfast.datasource.orders.primary.jndi", orders)
                .with("holdfast.datasource.orders.replica.r1.jndi", replica)
                .with("holdfast.datasource.ledger.dialect", "postgresql")
                .with("holdfast.datasource.ledger.primary.jndi", ledger)
                .with("holdfast.datasource.local.dialect", "postgresql")
                .with("holdfast.datasource.local.primary.jndi", local)
                // The same one again: what its tenants leave would be found over the other name.
                .with("holdfast.datasource.shared.dialect", "postgresql")
                .with("holdfast.datasource.shared.primary.jndi", local)
                .with("holdfast.datasource.shared.jndi-exclusive", "true")
                .with("holdfast.tenants", "acme,globex")
                .with("holdfast.tenancy.datasource", "shared")
                .with("holdfast.tenancy.schema", "{tenant}")
                .dataSource("ours", Trio.LEDGER)
                .of(ContainerDataSourcesIT.class, ContainerDatabases.class);
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "A node of the server takes part in the server's transaction")
    void serverCommitsAndRollsBackAnXaNode() throws Exception {
        commitsAndRollsBack("orders");
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "A local node of the server takes part in the server's transaction")
    void serverCommitsAndRollsBackALocalNode() throws Exception {
        commitsAndRollsBack("local");
    }

    private void commitsAndRollsBack(String dataSource) throws Exception {
        String kept = Entries.newName();
        String dropped = Entries.newName();

        transaction.begin();
        insert(dataSource, kept);
        assertThat(pid(dataSource)).isEqualTo(pid(dataSource));
        assertThat(stored(ORDERS, kept)).isZero();
        transaction.commit();
        transaction.begin();
        insert(dataSource, dropped);
        transaction.rollback();

        assertThat(stored(ORDERS, kept)).isOne();
        assertThat(stored(ORDERS, dropped)).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-3-XA", promise = "Two XA nodes commit together and roll back together")
    void twoXaNodesCommitTogether() throws Exception {
        String kept = Entries.newName();
        String dropped = Entries.newName();

        insertBoth(kept);
        transaction.commit();
        insertBoth(dropped);
        transaction.rollback();

        for (String database : List.of(ORDERS, LEDGER)) {
            assertThat(stored(database, kept)).as(database).isOne();
            assertThat(stored(database, dropped)).as(database).isZero();
        }
    }

    @Test
    @Requirement(id = "DESIGN-3-SILENT", promise = "A swallowed error of one XA node rolls both back")
    void swallowedErrorOfOneNodeRollsBothBack() throws Exception {
        String name = Entries.newName();

        insertBoth(name);
        Problem.in(() -> insert(LEDGER, name));
        Problem problem = Problem.in(transaction::commit);

        assertThat(problem.failure()).isInstanceOf(RollbackException.class);
        assertThat(stored(ORDERS, name)).isZero();
        assertThat(stored(LEDGER, name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-XA",
            promise = "A pool of Holdfast beside a node of the server is refused, nothing half done")
    void poolOfOursBesideAnXaNodeIsRefused() throws Exception {
        for (List<String> order : List.of(List.of("orders", "ours"), List.of("ours", "orders"))) {
            String name = Entries.newName();
            transaction.begin();
            insert(order.get(0), name);
            Problem.in(() -> insert(order.get(1), name)).mentions("HOLDF00502");
            Problem problem = Problem.in(transaction::commit);

            assertThat(problem.failure()).isInstanceOf(RollbackException.class);
            assertThat(stored(ORDERS, name)).isZero();
            assertThat(stored(Trio.LEDGER, name)).isZero();
        }
    }

    @Test
    @Requirement(id = "DESIGN-3-ROW-2", promise = "A replica of the server is read from, outside transactions")
    void replicaOfTheServerIsReadFrom() throws Exception {
        try (Connection connection = registry.named("orders").acquire(AccessIntent.READ)) {
            assertThat(Place.of(connection).isReplica()).isTrue();
        }
        assertThat(Place.of(writing("orders")).isWritingPrimary()).isTrue();
    }

    @Test
    @Requirement(id = "DESIGN-6-JNDI", promise = "A tenant's schema ends with its transaction or connection")
    void schemaOfATenantReachesNobodyElse() throws Exception {
        String ofAcme = Entries.newName();
        String undone = Entries.newName();
        String ofGlobex = Entries.newName();
        String ofNobody = Entries.newName();

        transaction.begin();
        Entries.insert(tenant("acme"), ofAcme);
        transaction.commit();
        insert("local", ofNobody);
        transaction.begin();
        Entries.insert(tenant("globex"), undone);
        transaction.rollback();
        Entries.insert(tenant("globex"), ofGlobex);

        assertThat(schemasOf(ofAcme)).containsExactly("acme");
        assertThat(schemasOf(ofNobody)).containsExactly("public");
        assertThat(schemasOf(undone)).isEmpty();
        assertThat(schemasOf(ofGlobex)).containsExactly("globex");
    }

    private static List<String> schemasOf(String name) {
        return Stream.of("public", "acme", "globex")
                .filter(schema -> Trio.here().stored(ORDERS, schema, name) > 0)
                .toList();
    }

    private DataSource tenant(String id) {
        return registry.forTenant(id).asDataSource(AccessIntent.WRITE);
    }

    private void insertBoth(String name) throws Exception {
        transaction.begin();
        insert("orders", name);
        insert("ledger", name);
    }

    private void insert(String dataSource, String name) throws SQLException {
        Entries.insert(writing(dataSource), name);
    }

    private int pid(String dataSource) {
        return Place.of(writing(dataSource)).pid();
    }

    private DataSource writing(String dataSource) {
        return registry.named(dataSource).asDataSource(AccessIntent.WRITE);
    }

    private static int stored(String database, String name) {
        return Trio.here().stored(database, "public", name);
    }
}
