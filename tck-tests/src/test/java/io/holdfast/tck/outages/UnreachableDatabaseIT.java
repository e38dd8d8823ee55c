package io.holdfast.tck.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.RouteReason;
import io.holdfast.error.DataException;
import io.holdfast.error.OriginKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand tenants, and one whose database is not there. */
@ExtendWith(ArquillianExtension.class)
class UnreachableDatabaseIT {

    @Inject
    DataSourceRegistry registry;

    @Deployment
    static WebArchive archive() {
        Deployments archive = Deployments.tenants();
        StringBuilder tenants = new StringBuilder("acme,globex,initech,dark");
        for (int i = 0; i < 1000; i++) {
            tenants.append(",t").append(i);
            archive.with("holdfast.tenant.t" + i + ".datasource", "ledger");
        }
        return archive.with("holdfast.tenants", tenants.toString())
                .with("holdfast.tenant.dark.datasource", "dark")
                .with("holdfast.datasource.dark.primary.url", "jdbc:postgresql://127.0.0.1:1/none")
                .of();
    }

    private static int openConnections() {
        return Integer.parseInt(Trio.here()
                .query(
                        Trio.PRIMARY,
                        Trio.LEDGER,
                        "SELECT count(*) FROM pg_stat_activity"
                                + " WHERE application_name = 'holdfast' AND datname = current_database()"));
    }

    @Test
    @Requirement(id = "FC-38", promise = "1,000 tenants boot without opening a connection")
    @Requirement(id = "DESIGN-4-LAZY", promise = "Boot opens nothing; an explained route opens nothing either")
    @Requirement(id = "FC-29", promise = "Boot works with tenants only; nothing asks for a tenant at start")
    void bootOpensNoConnection() {
        assertThat(registry.all()).hasSizeGreaterThan(1000);
        assertThat(registry.explain("t999", AccessIntent.READ).reason()).isEqualTo(RouteReason.READ_INTENT);

        // One is the most that another test of this class may have opened before.
        assertThat(openConnections()).isLessThanOrEqualTo(1);
    }

    @Test
    @Requirement(
            id = "FC-49",
            promise = "Boot survives a dead tenant; only that tenant suffers, with its name in the error")
    void onlyTheDarkTenantSuffers() throws SQLException {
        Problem problem = Problem.in(() -> registry.forTenant("dark").acquire(AccessIntent.WRITE))
                .says("'dark'");

        assertThat(problem.failure())
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> assertThat(failure.kind().origin()).isEqualTo(OriginKind.CONNECTION));
        try (Connection connection = registry.forTenant("acme").acquire(AccessIntent.WRITE)) {
            assertThat(Entries.owner(connection)).isEqualTo("acme");
        }
    }

    @Test
    @Requirement(id = "FC-36", promise = "One pool per data source and node, shared by its tenants")
    @Requirement(id = "DESIGN-6-ONE-POOL", promise = "One pool per data source and node")
    void tenantsShareThePoolOfTheirDataSource() throws SQLException {
        for (int i = 0; i < 50; i++) {
            try (Connection connection = registry.forTenant("t" + i).acquire(AccessIntent.WRITE)) {
                Entries.count(connection, "none");
            }
        }

        assertThat(openConnections()).isOne();
    }
}
