package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.TenantDataSource;
import io.holdfast.error.DataErrorKind;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.faults.Calls.Failed;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A read route refuses to write wherever it leads, and leaves a connection that can write for the next. */
class ReadRouteIT {

    private static final String DATABASE = "read_routes";
    private static final PostgresCluster CLUSTER = PostgresCluster.shared();
    private static final List<Write> WRITES = List.of(
            new Write("executeUpdate", c -> update(c, "INSERT INTO item VALUES ('x')")),
            new Write("executeQuery RETURNING", c -> Calls.first(c, "INSERT INTO item VALUES ('x') RETURNING name")),
            new Write("writing function", c -> Calls.first(c, "SELECT add_item()")),
            new Write(
                    "data-modifying WITH",
                    c -> Calls.first(
                            c, "WITH added AS (INSERT INTO item VALUES ('x') RETURNING name) SELECT name FROM added")),
            new Write("prepared", c -> {
                try (PreparedStatement statement = c.prepareStatement("INSERT INTO item VALUES (?)")) {
                    statement.setString(1, "x");
                    statement.executeUpdate();
                }
            }),
            new Write("batch", c -> {
                try (Statement statement = c.createStatement()) {
                    statement.addBatch("INSERT INTO item VALUES ('x')");
                    statement.addBatch("INSERT INTO item VALUES ('y')");
                    statement.executeBatch();
                }
            }),
            new Write("prepared batch", c -> {
                try (PreparedStatement statement = c.prepareStatement("INSERT INTO item VALUES (?)")) {
                    statement.setString(1, "x");
                    statement.addBatch();
                    statement.setString(1, "y");
                    statement.addBatch();
                    statement.executeBatch();
                }
            }),
            new Write("callable function", c -> {
                try (CallableStatement statement = c.prepareCall("{? = call add_item()}")) {
                    statement.registerOutParameter(1, java.sql.Types.INTEGER);
                    statement.execute();
                }
            }),
            new Write("procedure", c -> {
                try (CallableStatement statement = c.prepareCall("CALL add_item_by_procedure()")) {
                    statement.execute();
                }
            }),
            new Write("DDL", c -> update(c, "CREATE TABLE made(id int)")),
            new Write("nextval", c -> Calls.first(c, "SELECT nextval('numbers')")),
            new Write("SELECT FOR UPDATE", c -> Calls.first(c, "SELECT name FROM item FOR UPDATE")),
            new Write("several statements", c -> update(c, "SELECT 1; INSERT INTO item VALUES ('x')")));

    private static Connection observer;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        CLUSTER.createDatabase(DATABASE);
        CLUSTER.primary()
                .execute(
                        DATABASE,
                        "CREATE SCHEMA acme; SET search_path TO acme; CREATE TABLE item(name text);"
                                + " INSERT INTO item VALUES ('first'); CREATE SEQUENCE numbers;"
                                + " CREATE FUNCTION add_item() RETURNS int LANGUAGE sql AS"
                                + " $$ INSERT INTO acme.item VALUES ('f'); SELECT 1 $$;"
                                + " CREATE PROCEDURE add_item_by_procedure() LANGUAGE sql AS"
                                + " $$ INSERT INTO acme.item VALUES ('p') $$");
        CLUSTER.awaitCaughtUp();
        observer = CLUSTER.primary().connect(DATABASE);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        observer.close();
    }

    @ParameterizedTest(name = "{0}, shared pool: {1}, autocommit: {2}")
    @MethodSource("cases")
    void refusesEachKindOfWriteAndLeavesACleanConnection(ReadRoute route, boolean shared, boolean autoCommit)
            throws SQLException {
        String before = stored();
        try (HoldfastRuntime runtime = runtime(route, shared)) {
            for (Write write : WRITES) {
                try (Connection connection = route.take(runtime)) {
                    connection.setAutoCommit(autoCommit);
                    Failed failed = Calls.failure(() -> write.call().on(connection));

                    assertThat(failed.details().kind()).as(write.name()).isEqualTo(DataErrorKind.READ_ONLY);
                    assertThat(failed.exception()).as(write.name()).hasMessageContaining("HOLDF00305");
                }
                assertThat(stored()).as("stored by " + write.name()).isEqualTo(before);
                try (Connection connection = acme(runtime).acquire(AccessIntent.WRITE)) {
                    assertThat(connection.getAutoCommit()).isTrue();
                    assertThat(Calls.first(connection, "SHOW transaction_read_only"))
                            .isEqualTo("off");
                    assertThat(Calls.first(connection, "SELECT count(*) FROM item"))
                            .isEqualTo("1");
                }
            }
        }
    }

    private static Stream<Arguments> cases() {
        return Stream.of(ReadRoute.values())
                .flatMap(route -> Stream.of(true, false)
                        .flatMap(shared -> Stream.of(true, false).map(auto -> Arguments.of(route, shared, auto))));
    }

    /** All that a write could have changed. */
    private static String stored() throws SQLException {
        return Calls.first(
                observer,
                "SELECT (SELECT string_agg(name, ',') FROM acme.item) || (to_regclass('acme.made') IS NULL)"
                        + " || (SELECT last_value || ' ' || is_called FROM acme.numbers)");
    }

    private static TenantDataSource acme(HoldfastRuntime runtime) {
        return runtime.registry().forTenant("acme");
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static HoldfastRuntime runtime(ReadRoute route, boolean shared) {
        TestRuntimes runtimes = TestRuntimes.configure()
                .primary("orders", CLUSTER, DATABASE)
                .tenant("acme", "orders")
                .set("pool.max-size", 1);
        if (route.hasReplica) {
            runtimes.replica("orders", "r1", CLUSTER.standby("r1").jdbcUrl(DATABASE));
        }
        return shared ? runtimes.tenant("globex", "orders").start() : runtimes.start();
    }

    /** The ways to a connection for reading. */
    enum ReadRoute {
        STANDBY(true) {
            @Override
            Connection take(HoldfastRuntime runtime) {
                return runtime.registry().acquire(acme(runtime), AccessIntent.READ, ReadAfterWritePin.create());
            }
        },
        PINNED_PRIMARY(true) {
            @Override
            Connection take(HoldfastRuntime runtime) {
                ReadAfterWritePin pin = ReadAfterWritePin.create();
                pin.pin();
                return runtime.registry().acquire(acme(runtime), AccessIntent.READ, pin);
            }
        },
        PRIMARY_WITHOUT_REPLICAS(false) {
            @Override
            Connection take(HoldfastRuntime runtime) {
                return acme(runtime).acquire(AccessIntent.READ);
            }
        },
        READ_SOURCE(false) {
            @Override
            Connection take(HoldfastRuntime runtime) throws SQLException {
                return acme(runtime).asDataSource(AccessIntent.READ).getConnection();
            }
        },
        SET_READ_ONLY(false) {
            @Override
            Connection take(HoldfastRuntime runtime) throws SQLException {
                Connection connection =
                        acme(runtime).asDataSource(AccessIntent.WRITE).getConnection();
                connection.setReadOnly(true);
                return connection;
            }
        };

        private final boolean hasReplica;

        ReadRoute(boolean hasReplica) {
            this.hasReplica = hasReplica;
        }

        abstract Connection take(HoldfastRuntime runtime) throws SQLException;
    }

    private record Write(String name, Call call) {}

    @FunctionalInterface
    private interface Call {
        void on(Connection connection) throws SQLException;
    }
}
