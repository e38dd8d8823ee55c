package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.TenantDataSource;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.spi.Databases;
import io.holdfast.spi.Databases.Database;
import io.holdfast.spi.Databases.Work;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Rows tell tenants apart, not data sources: which data sources may share a database with an outbox. */
class SharedDatabaseTest {

    private static Optional<String> problem(Source... sources) {
        Database database = new Shared(List.of(sources));
        Databases databases = new Databases() {
            @Override
            public List<Database> all() {
                return List.of(database);
            }

            @Override
            public Database of(TenantDataSource dataSource) {
                return database;
            }
        };
        return new OutboxDatabases(databases, Schema.EXTERNAL, List.of()).problem();
    }

    @Test
    void refusesTwoDataSourcesWithoutATenantInOneDatabase() {
        assertThat(problem(new Source("orders", ""), new Source("billing", "")))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("HOLDF00660", "'orders', 'billing'", "no tenant", "holdfast.outbox.enabled"));
    }

    @Test
    void refusesTwoDataSourcesOfOneTenantInOneDatabase() {
        assertThat(problem(new Source("orders", "acme"), new Source("x", "other"), new Source("billing", "acme")))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("HOLDF00660", "'orders', 'billing'", "tenant 'acme'"));
    }

    @Test
    void letsTenantsShareADatabase() {
        assertThat(problem(new Source("orders", "acme"), new Source("orders", "globex"), new Source("default", "")))
                .isEmpty();
    }

    private record Shared(List<TenantDataSource> dataSources) implements Database {

        @Override
        public String name() {
            return "orders";
        }

        @Override
        public String dialect() {
            return "postgresql";
        }

        @Override
        public Object server() {
            return "server";
        }

        @Override
        public <T> T call(Work<T> work) {
            throw new UnsupportedOperationException();
        }
    }

    private record Source(String name, String id) implements TenantDataSource {

        @Override
        public Optional<TenantId> tenant() {
            return id.isEmpty() ? Optional.empty() : Optional.of(TenantId.of(id));
        }

        @Override
        public Optional<String> schema() {
            return Optional.empty();
        }

        @Override
        public List<String> replicas() {
            return List.of();
        }

        @Override
        public Connection acquire(AccessIntent intent) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSource asDataSource(AccessIntent intent) {
            throw new UnsupportedOperationException();
        }
    }
}
