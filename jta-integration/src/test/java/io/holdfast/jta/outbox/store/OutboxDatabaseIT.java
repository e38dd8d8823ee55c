package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.TenantDataSource;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.spi.Databases.Database;
import io.holdfast.spi.Databases.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are missing, or of another version. */
class OutboxDatabaseIT {
    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
    }

    private OutboxDatabase open(Schema schema) {
        return new OutboxDatabase(new One(database), schema, List.of(new BuiltInStoreFactory()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, sql);
        }
    }

    @Test
    void createsTheTablesAtTheFirstUse() throws SQLException {
        OutboxDatabase outbox = open(Schema.MANAGED);

        assertThat(outbox.ready()).isSameAs(outbox.ready());
        assertThat(open(Schema.EXTERNAL).ready()).as("they are there now").isNotNull();
    }

    @Test
    void leavesTheTablesToAPipelineThatOwnsThem() {
        assertThatThrownBy(() -> open(Schema.EXTERNAL).ready())
                .hasMessageContainingAll("HOLDF00640", "holdfast.outbox", "missing", "META-INF/holdfast/outbox");
    }

    @Test
    void refusesTablesOfANewerVersionThatIsNotCompatible() throws SQLException {
        open(Schema.MANAGED).ready();
        execute("UPDATE holdfast.outbox_version SET version = 99, compatible_from = 99");

        assertThatThrownBy(() -> open(Schema.MANAGED).ready()).hasMessageContainingAll("HOLDF00640", "newer", "Update");
    }

    @Test
    void worksBesideANewerVersionThatIsCompatible() throws SQLException {
        open(Schema.MANAGED).ready();
        execute("UPDATE holdfast.outbox_version SET version = 99, compatible_from = 1");

        assertThat(open(Schema.MANAGED).ready()).isNotNull();
    }

    @Test
    void makesTablesAnewThatSomebodyHasDropped() throws SQLException {
        OutboxDatabase outbox = open(Schema.MANAGED);
        outbox.ready();
        execute("DROP SCHEMA holdfast CASCADE");

        outbox.doubt();

        assertThat(outbox.ready()).isNotNull();
        execute("SELECT 1 FROM holdfast.outbox");
    }

    @Test
    void namesADatabaseThatItDoesNotKnow() {
        OutboxDatabase outbox = new OutboxDatabase(new One(database), Schema.MANAGED, List.of());

        assertThatThrownBy(outbox::ready).hasMessageContainingAll("HOLDF00641", "postgresql", "OutboxStore.Factory");
    }

    private record One(TestDatabase test) implements Database {

        @Override
        public String name() {
            return "orders";
        }

        @Override
        public String dialect() {
            return test.kind().dialect();
        }

        @Override
        public Object server() {
            return test;
        }

        @Override
        public List<TenantDataSource> dataSources() {
            return List.of();
        }

        @Override
        public <T> T call(Work<T> work) throws SQLException {
            try (Connection connection = test.open()) {
                return work.run(connection);
            }
        }
    }
}
