package io.holdfast.tck.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Place;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A read route is read-only wherever it lands. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class RefusedWritesIT {

    private static final Map<String, Write> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("executeUpdate", (connection, name) -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO entry VALUES ('" + name + "')");
            }
        });
        WAYS.put("executeQuery RETURNING", (connection, name) -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("INSERT INTO entry VALUES ('" + name + "') RETURNING name");
            }
        });
        WAYS.put("prepared executeQuery RETURNING", (connection, name) -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO entry VALUES (?) RETURNING name")) {
                statement.setString(1, name);
                statement.executeQuery();
            }
        });
        WAYS.put("writing function", (connection, name) -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT write_entry(?)")) {
                statement.setString(1, name);
                statement.executeQuery();
            }
        });
        WAYS.put("writing CTE", (connection, name) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "WITH w AS (INSERT INTO entry VALUES ('" + name + "') RETURNING name) SELECT * FROM w");
            }
        });
        WAYS.put("batch", (connection, name) -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
                for (String suffix : new String[] {"", "-2"}) {
                    statement.setString(1, name + suffix);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        WAYS.put("statement batch", (connection, name) -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("INSERT INTO entry VALUES ('" + name + "')");
                statement.executeBatch();
            }
        });
        WAYS.put("DDL", (connection, name) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE \"" + name + "\" (a int)");
            }
        });
    }

    @FunctionalInterface
    private interface Write {
        void run(Connection connection, String name) throws SQLException;
    }

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    ReadAfterWritePin pin;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().shared("reads", "routing");
    }

    private void assertAllRefused(boolean autoCommit) {
        WAYS.forEach((way, write) -> {
            String name = Entries.newName();
            try (Connection connection = reads.getConnection()) {
                connection.setAutoCommit(autoCommit);
                Place before = Place.of(connection);
                Problem.in(() -> write.run(connection, name))
                        .is(DataErrorKind.READ_ONLY)
                        .says("Nothing was stored", "'default'", "'" + before.node() + "'");
                if (!autoCommit) {
                    connection.rollback();
                }
                assertThat(Place.of(connection))
                        .as("usable afterwards: %s", way)
                        .isEqualTo(before);
            } catch (SQLException e) {
                throw new AssertionError(way, e);
            }
            assertThat(Trio.here().stored("public", name)).as(way).isZero();
        });
    }

    @Test
    @Requirement(
            id = "DESIGN-3-READ-ONLY",
            promise = "On a standby a write is refused in every way to make one, with autocommit, and named")
    @Requirement(
            id = "FC-6",
            promise = "A write that reaches a read route is refused by the session; nothing is stored")
    void writesOnAStandbyAreRefusedWithAutocommit() {
        assertThat(Place.of(reads)).matches(Place::isReplica, "a replica");
        assertAllRefused(true);
    }

    @Test
    @Requirement(
            id = "DESIGN-3-READ-ONLY",
            promise = "On a standby a write is refused in every way to make one, without autocommit, and named")
    void writesOnAStandbyAreRefusedWithoutAutocommit() {
        assertThat(Place.of(reads)).matches(Place::isReplica, "a replica");
        assertAllRefused(false);
    }

    @Test
    @Requirement(
            id = "DESIGN-3-READ-ONLY",
            promise = "Fallen back to the primary, a read route still refuses a write in every way, with autocommit")
    void writesOnThePrimaryAreRefusedWithAutocommit() {
        pin.pin();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "primary, read-only");
        assertAllRefused(true);
    }

    @Test
    @Requirement(
            id = "DESIGN-3-READ-ONLY",
            promise = "Fallen back to the primary, a read route still refuses a write in every way, without autocommit")
    void writesOnThePrimaryAreRefusedWithoutAutocommit() {
        pin.pin();
        assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "primary, read-only");
        assertAllRefused(false);
    }

    @Test
    @Requirement(
            id = "DESIGN-3-READ-ONLY",
            promise = "A read route cannot be talked into writing by setReadOnly(false)")
    void readRouteStaysAReadRoute() throws SQLException {
        try (Connection connection = reads.getConnection()) {
            assertThat(connection.isReadOnly()).isTrue();
            Problem.in(() -> connection.setReadOnly(false))
                    .is(DataErrorKind.USAGE)
                    .says("@ReadRoute");
            Place.of(connection);
            Problem.in(() -> connection.setReadOnly(false))
                    .is(DataErrorKind.USAGE)
                    .says("@ReadRoute");
        }
    }
}
