package io.holdfast.jta.outbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.NamedDataSource;
import io.holdfast.jta.outbox.SilentDatabase;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.spi.Databases;
import io.holdfast.spi.Databases.Database;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows tell tenants apart, not data sources: which data sources may share a database with an outbox. */
class SharedDatabaseTest {

    private static Optional<String> problem(NamedDataSource... sources) {
        Database database = new SilentDatabase("orders", List.of(sources), () -> {});
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
        assertThat(problem(new NamedDataSource("orders", ""), new NamedDataSource("billing", "")))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("HOLDF00660", "'orders', 'billing'", "no tenant", "holdfast.outbox.enabled"));
    }

    @Test
    void refusesTwoDataSourcesOfOneTenantInOneDatabase() {
        assertThat(problem(
                        new NamedDataSource("orders", "acme"),
                        new NamedDataSource("x", "other"),
                        new NamedDataSource("billing", "acme")))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("HOLDF00660", "'orders', 'billing'", "tenant 'acme'"));
    }

    @Test
    void letsTenantsShareADatabase() {
        assertThat(problem(
                        new NamedDataSource("orders", "acme"),
                        new NamedDataSource("orders", "globex"),
                        new NamedDataSource("default", "")))
                .isEmpty();
    }
}
