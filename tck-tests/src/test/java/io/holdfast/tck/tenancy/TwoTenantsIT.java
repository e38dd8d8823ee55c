package io.holdfast.tck.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One transaction has one tenant. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class TwoTenantsIT {

    @Inject
    DataSource dataSource;

    @Inject
    Holdfast holdfast;

    @Inject
    UserTransaction userTransaction;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().shared("tenancy");
    }

    private void insert(String tenant, String name) throws SQLException {
        try (WorkScope scope = holdfast.begin(tenant);
                Connection connection = dataSource.getConnection()) {
            assertThat(scope.tenant()).isPresent();
            Entries.insert(connection, name);
        }
    }

    private Problem secondTenant(String first, String second, String name) throws Exception {
        userTransaction.begin();
        insert(first, name);
        Problem problem = Problem.in(() -> insert(second, name));
        assertThat(userTransaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        assertThat(Problem.in(userTransaction::commit).failure()).isInstanceOf(RollbackException.class);
        return problem;
    }

    @Test
    @Requirement(
            id = "DESIGN-3-TWO-TENANTS",
            promise =
                    "Two tenants of one data source in one transaction: refused with both names and the way out, rolled back")
    @Requirement(
            id = "FC-31",
            promise = "A second tenant in a running transaction is a clear error, never silently the first")
    void secondTenantOfTheSameDataSourceIsRefused() throws Exception {
        String name = Entries.newName();

        Problem problem = secondTenant("acme", "globex", name);

        problem.is(DataErrorKind.USAGE).says("'acme'", "'globex'", "REQUIRES_NEW");
        assertThat(Trio.here().stored("acme", name) + Trio.here().stored("globex", name))
                .isZero();
    }

    @Test
    @Requirement(
            id = "DESIGN-3-TWO-TENANTS",
            promise =
                    "Tenants of two data sources in one transaction: refused with both names and the way out, rolled back")
    @Requirement(
            id = "FC-43",
            promise = "Two local data sources are refused, both named, although the exception is checked")
    void tenantOfAnotherDataSourceIsRefused() throws Exception {
        String name = Entries.newName();

        Problem problem = secondTenant("acme", "initech", name);

        problem.is(DataErrorKind.USAGE).says("'acme'", "'initech'", "'orders'", "'ledger'", "REQUIRES_NEW");
        assertThat(Trio.here().stored("acme", name)).isZero();
        assertThat(Trio.here().stored(Trio.LEDGER, "public", name)).isZero();
    }

    @Test
    @Requirement(id = "DESIGN-3-TWO-TENANTS", promise = "The way out works: REQUIRES_NEW for the other tenant")
    @Requirement(id = "FC-30", promise = "Two tenants in one request are possible")
    void requiresNewIsTheWayOut() throws Exception {
        String name = Entries.newName();

        work.required(() -> {
            insert("acme", name);
            return work.requiresNew(() -> {
                insert("globex", name);
                return null;
            });
        });

        assertThat(Trio.here().stored("acme", name)).isOne();
        assertThat(Trio.here().stored("globex", name)).isOne();
    }
}
