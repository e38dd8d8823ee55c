package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.jta.outbox.store.dialect.OutboxDialect;
import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.SchemaState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables are made once, by whoever comes first, and never by a library that is too old, on every database. */
@ParameterizedClass
@MethodSource("kinds")
class OutboxSchemaIT {
    private static final Duration WAIT = Duration.ofSeconds(20);

    @Parameter
    private TestDatabase.Kind kind;

    private TestDatabase database;

    static Stream<TestDatabase.Kind> kinds() {
        return Arrays.stream(TestDatabase.Kind.values()).filter(TestDatabase.Kind::isAvailable);
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create(kind);
    }

    @Test
    void fourNodesMakeTheTablesAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<SchemaState>> states = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                states.add(nodes.submit(() -> {
                    try (Connection connection = database.open()) {
                        OutboxStore store = open(connection);
                        assertThat(store.inspectSchema(connection)).isEqualTo(SchemaState.MISSING);
                        together.await();
                        store.createSchema(connection, WAIT);
                        assertThat(connection.getAutoCommit()).isTrue();
                        return store.inspectSchema(connection);
                    }
                }));
            }
            for (Future<SchemaState> state : states) {
                assertThat(state.get(60, TimeUnit.SECONDS)).isEqualTo(SchemaState.CURRENT);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void refusesTablesOfANewerLibraryUnlessTheyAreCompatible() throws SQLException {
        try (Connection connection = database.open()) {
            OutboxStore store = open(connection);
            store.createSchema(connection, WAIT);
            String version = ((JdbcOutboxStore) store).tables().version();

            TestDatabase.execute(connection, "UPDATE " + version + " SET version = 7, compatible_from = 1");
            assertThat(store.inspectSchema(connection)).isEqualTo(SchemaState.CURRENT);
            store.createSchema(connection, WAIT);

            TestDatabase.execute(connection, "UPDATE " + version + " SET compatible_from = 2");
            assertThat(store.inspectSchema(connection)).isEqualTo(SchemaState.NEWER);
            assertThatThrownBy(() -> store.createSchema(connection, WAIT))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("HOLDF00651")
                    .hasMessageContaining(store.location());
        }
    }

    @Test
    void completesWhatIsMissing() throws SQLException {
        try (Connection connection = database.open()) {
            OutboxStore store = open(connection);
            store.createSchema(connection, WAIT);
            OutboxTables tables = ((JdbcOutboxStore) store).tables();
            TestDatabase.execute(connection, "DROP TABLE " + tables.inbox());
            assertThat(store.inspectSchema(connection)).isEqualTo(SchemaState.MISSING);

            store.createSchema(connection, WAIT);

            assertThat(store.inspectSchema(connection)).isEqualTo(SchemaState.CURRENT);
            assertThat(store.register(connection, "acme", "c", "m")).isTrue();
        }
    }

    @Test
    void theLockIsLetGoWhenTheWorkFails() throws SQLException {
        try (Connection connection = database.open();
                Connection next = database.open()) {
            OutboxDialect dialect = ((JdbcOutboxStore) open(connection)).dialect();
            assertThatThrownBy(() -> dialect.withSchemaLock(connection, Duration.ZERO, () -> {
                        throw new SQLException("no");
                    }))
                    .hasMessage("no");
            assertThat(connection.getAutoCommit()).isTrue();
            List<String> done = new ArrayList<>();

            dialect.withSchemaLock(next, Duration.ZERO, () -> done.add("work"));

            assertThat(done).containsExactly("work");
        }
    }

    @Test
    void waitsOnlySoLongForAnotherNode() throws SQLException {
        if (kind == TestDatabase.Kind.H2) {
            return;
        }
        try (Connection connection = database.open();
                Connection late = database.open()) {
            OutboxStore store = open(connection);
            OutboxDialect dialect = ((JdbcOutboxStore) store).dialect();
            dialect.withSchemaLock(
                    connection,
                    WAIT,
                    () -> assertThatThrownBy(() -> store.createSchema(late, Duration.ofMillis(200)))
                            .isInstanceOf(SQLException.class)
                            .hasMessageStartingWith("HOLDF00652"));
        }
    }

    private OutboxStore open(Connection connection) throws SQLException {
        return new BuiltInStoreFactory().open(kind.dialect(), connection);
    }
}
