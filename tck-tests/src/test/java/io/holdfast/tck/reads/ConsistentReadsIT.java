package io.holdfast.tck.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.NodeRole;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.ReadRoute;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkScope;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.RecordingListener;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Units;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No read is older than what its unit of work has written or read. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class ConsistentReadsIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    DataSourceRegistry registry;

    @Inject
    Holdfast holdfast;

    @Inject
    ReadAfterWritePin pin;

    @Inject
    Units units;

    @Inject
    RecordingListener listener;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().shared("reads", "routing");
    }

    private void insert(String name) throws SQLException {
        Entries.insert(dataSource, name);
    }

    private int count(String name) throws SQLException {
        try (Connection connection = reads.getConnection()) {
            return Entries.count(connection, name);
        }
    }

    private Place anyNode() throws SQLException {
        try (Connection connection = registry.acquire(theDataSource(), ReadRequirement.any())) {
            return Place.of(connection);
        }
    }

    private TenantDataSource theDataSource() {
        return registry.named("default");
    }

    @Test
    @Requirement(
            id = "FC-13",
            promise = "After a write, no read of the same unit is stale, while the replicas stand still")
    @Requirement(
            id = "ORIGIN-PIN",
            promise = "After the first write every later read of the request goes to the primary")
    @Requirement(id = "FC-17", promise = "Reading one's writes needs no HTTP session")
    void readsItsOwnWritesWhileReplicasStandStill() throws Exception {
        Trio trio = Trio.here();
        try (Trio.Paused paused = trio.pauseReplay()) {
            assertThat(paused).isNotNull();
            for (int i = 0; i < 10; i++) {
                String name = Entries.newName();
                insert(name);
                assertThat(count(name)).as("pinned read").isOne();
                assertThat(units.inNewUnit(() -> count(name)))
                        .as("read of a unit without a pin")
                        .isZero();
            }
        }
    }

    @Test
    @Requirement(id = "DESIGN-3-UNIT", promise = "Within one unit of work all reads are on one replica")
    void oneUnitReadsFromOneReplica() {
        Place first = Place.of(reads);

        assertThat(first).matches(Place::isReplica, "a replica");
        for (int i = 0; i < 10; i++) {
            assertThat(Place.of(reads).node()).isEqualTo(first.node());
        }
    }

    @Test
    @Requirement(id = "ORIGIN-DATA-SOURCE", promise = "Units of work are spread over the replicas, in turn")
    @Requirement(id = "FC-25", promise = "One pool per node: no splitting by the driver is needed")
    void unitsAreSpreadOverTheReplicas() throws Exception {
        Map<String, Integer> seen = new TreeMap<>();

        units.onPlainThread(() -> {
            for (int i = 0; i < 10; i++) {
                try (WorkScope unit = holdfast.begin()) {
                    assertThat(unit.pin().isPinned()).isFalse();
                    seen.merge(Place.of(reads).node(), 1, Integer::sum);
                }
            }
            return null;
        });

        assertThat(seen).containsExactly(Map.entry("r1", 5), Map.entry("r2", 5));
    }

    @Test
    @Requirement(id = "FC-15", promise = "The pin ends with its unit of work")
    void nextUnitIsNotPinned() throws Exception {
        units.inNewUnit(() -> {
            insert(Entries.newName());
            return null;
        });

        assertThat(units.inNewUnit(() -> Place.of(reads))).matches(Place::isReplica, "a replica");
        assertThat(pin.isPinned()).as("the request's own pin").isFalse();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-NO-UNIT",
            promise = "A read that no unit of work remembers goes to the primary, read-only")
    void readOutsideAnyUnitGoesToThePrimary() throws Exception {
        assertThat(units.onPlainThread(() -> Place.of(reads))).matches(Place::isReadingPrimary, "primary, read-only");
    }

    @Test
    @Requirement(
            id = "FC-18",
            promise = "A unit of work can be forced to the primary as a whole, in a request or outside")
    void unitCanBeForcedToThePrimary() throws Exception {
        Place place = units.onPlainThread(() -> {
            try (var scope = holdfast.begin()) {
                scope.pin().pin();
                return Place.of(reads);
            }
        });

        assertThat(place).matches(Place::isReadingPrimary, "primary, read-only");
    }

    @Test
    @Requirement(id = "FC-1", promise = "The node is chosen at the first statement: a setReadOnly before it counts")
    @Requirement(id = "FC-2", promise = "Setters on an unused connection are recorded")
    void setReadOnlyBeforeTheFirstStatementIsHonoured() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            assertThat(pin.isPinned()).isFalse();

            assertThat(Place.of(connection)).matches(Place::isReplica, "a replica");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
        }
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(id = "FC-2", promise = "A metadata call is answered by the primary and decides neither route nor pin")
    void metadataCallDecidesNothing() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            assertThat(data.getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(pin.isPinned()).isFalse();

            connection.setReadOnly(true);
            assertThat(Place.of(connection)).matches(Place::isReplica, "a replica");
        }
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(id = "FC-24", promise = "A connection that is never used borrows none")
    @Requirement(
            id = "DESIGN-3-LAZY",
            promise = "A routed connection takes its physical one at the first call that needs it")
    void unusedConnectionBorrowsNothing() throws SQLException {
        int before = listener.heard().size();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.commit();
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(listener.heard()).hasSize(before);
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-CORE",
            promise =
                    "acquire with ReadRequirement PRIMARY reads on the primary and pins nothing; later reads stay there")
    void primaryCanBeRequiredForARead() throws Exception {
        try (Connection connection = registry.acquire(theDataSource(), ReadRequirement.primary())) {
            assertThat(Place.of(connection)).matches(Place::isReadingPrimary, "primary, read-only");
        }
        assertThat(anyNode()).as("a replica may be older").matches(Place::isReadingPrimary, "primary, read-only");
        assertThat(units.inNewUnit(this::anyNode)).matches(Place::isReplica, "a replica");
        assertThat(pin.isPinned()).isFalse();
    }

    @Test
    @Requirement(id = "ORIGIN-REGISTRY", promise = "acquire(dataSource, intent, pin) applies the caller's pin")
    @Requirement(id = "ORIGIN-INTENT", promise = "The intent is READ or WRITE")
    void pinOfTheCallerIsApplied() throws SQLException {
        ReadAfterWritePin own = ReadAfterWritePin.create();
        try (Connection connection = registry.acquire(theDataSource(), AccessIntent.READ, own)) {
            assertThat(Place.of(connection)).matches(Place::isReplica, "a replica");
        }
        try (Connection connection = registry.acquire(theDataSource(), AccessIntent.WRITE, own)) {
            assertThat(Place.of(connection)).matches(Place::isWritingPrimary, "primary");
        }
        try (Connection connection = registry.acquire(theDataSource(), AccessIntent.READ, own)) {
            assertThat(Place.of(connection)).matches(Place::isReadingPrimary, "primary, pinned");
        }
        assertThat(own.isPinned("default")).isTrue();
        assertThat(pin.isPinned()).as("the unit's own pin").isFalse();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-EXPLAIN",
            promise = "Every route carries its reason; a connection unwraps to it and hides nothing")
    void routeTellsNodeAndReason() throws SQLException {
        try (Connection connection = reads.getConnection()) {
            Route route = connection.unwrap(Route.class);
            assertThat(Place.of(connection).node()).isEqualTo(route.node());
            assertThat(route.role()).isEqualTo(NodeRole.REPLICA);
            assertThat(route.reason()).isEqualTo(RouteReason.READ_INTENT);
        }
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
        }
        try (Connection connection = reads.getConnection()) {
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.PINNED);
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-LISTENER",
            promise = "A listener bean hears of each connection: routed, acquired, released")
    void listenerHearsOfEveryConnection() {
        int before = listener.heard().size();

        Place place = Place.of(reads);

        assertThat(listener.heard().subList(before, before + 3))
                .containsExactly(
                        "routed " + place.node() + " null",
                        "acquired " + place.node() + " null",
                        "released " + place.node() + " null");
    }

    @Test
    @Requirement(
            id = "DESIGN-6-ROLLBACK",
            promise = "An open local transaction is rolled back when its connection is closed")
    void openTransactionIsRolledBackOnClose() throws SQLException {
        String name = Entries.newName();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Entries.insert(connection, name);
        }

        assertThat(Trio.here().stored("public", name)).isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-6-HANDLE",
            promise = "A connection closed twice does nothing; used after close it gets a named error")
    void closedConnectionStaysClosed() throws SQLException {
        Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        connection.close();
        connection.close();

        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        Problem.in(connection::createStatement).says("after close()");
        Problem.in(() -> statement.execute("SELECT 1")).says("after close()");
    }
}
