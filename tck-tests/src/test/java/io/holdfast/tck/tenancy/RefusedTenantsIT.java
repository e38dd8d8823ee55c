package io.holdfast.tck.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadRoute;
import io.holdfast.error.DataErrorKind;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Problem;
import io.holdfast.tck.RecordingListener;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is no tenant gets a typed failure, and the database hears nothing of it. */
@ExtendWith(ArquillianExtension.class)
class RefusedTenantsIT {

    private static final List<String> MALFORMED = Arrays.asList(
            null,
            "",
            " ",
            "a".repeat(65),
            "ac\u0000me",
            "acme\n",
            "acme\r\nX-Tenant: globex",
            "\u0430cme",
            "acm\u0435",
            "acme\u200b",
            "../acme",
            "acme;DROP SCHEMA acme",
            "acme'--",
            "\"acme\"");
    private static final List<String> UNKNOWN = List.of("nobody", "Acme", "ACME", "acme.", "acme-", "orders", "admin");

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
    FakeHeader header;

    @Inject
    RecordingListener listener;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().of(FakeHeader.class, HeaderTenantResolver.class, RecordingListener.class);
    }

    @AfterEach
    void noConnectionWasAskedFor() {
        assertThat(listener.heard()).isEmpty();
        assertThat(Trio.here().connections()).as("connections in the databases").isZero();
    }

    private static Stream<String> allBad() {
        return Stream.concat(MALFORMED.stream(), UNKNOWN.stream());
    }

    @Test
    @Requirement(
            id = "FC-26",
            promise =
                    "An unknown, empty, null, over-long, look-alike or hostile tenant id is a typed error before any connection")
    @Requirement(
            id = "DESIGN-5-REFUSE",
            promise = "With tenants, an unknown one is refused unless the configuration says default")
    void badTenantIsRefusedByTheRegistry() {
        allBad().forEach(bad -> {
            Problem.in(() -> registry.forTenant(bad)).is(DataErrorKind.TENANT).says("No connection was taken");
            assertThat(registry.find(bad)).as("find %s", bad).isEmpty();
        });
    }

    @Test
    @Requirement(id = "FC-26", promise = "A scope for a tenant that is none is refused, and no scope stays open")
    void badTenantIsRefusedByAScope() {
        header.set("acme");
        allBad().filter(bad -> bad != null).forEach(bad -> {
            Problem.in(() -> holdfast.begin(bad)).is(DataErrorKind.TENANT).says("No connection was taken");
            assertThat(holdfast.currentTenant()).map(Object::toString).hasValue("acme");
        });
    }

    @Test
    @Requirement(
            id = "FC-26",
            promise = "A resolver that answers with an unknown tenant gets a typed error, no default")
    @Requirement(id = "DESIGN-3-TENANT", promise = "No tenant, or an unknown one, is refused")
    void unknownTenantOfTheRequestIsRefused() {
        header.set("nobody");

        Problem.in(dataSource::getConnection).is(DataErrorKind.TENANT).says("'nobody'", "holdfast.tenants");
        Problem.in(reads::getConnection).is(DataErrorKind.TENANT).says("'nobody'");
        Problem.in(() -> registry.acquire(AccessIntent.WRITE)).is(DataErrorKind.TENANT);
    }

    @Test
    @Requirement(
            id = "FC-26",
            promise = "A resolver that answers with a malformed tenant gets a typed error that repeats none of it")
    void malformedTenantOfTheRequestIsRefused() {
        header.set("acme\r\nevil");

        Problem problem = Problem.in(dataSource::getConnection).is(DataErrorKind.TENANT);

        assertThat(problem.failure().getMessage()).doesNotContain("evil");
    }

    @Test
    @Requirement(id = "DESIGN-3-TENANT", promise = "No tenant is refused by default, with the ways to name one")
    void absentTenantIsRefused() {
        Problem.in(dataSource::getConnection)
                .is(DataErrorKind.TENANT)
                .says("TenantResolver", "Holdfast.begin", "holdfast.tenancy.absent");
        Problem.in(registry::current).is(DataErrorKind.TENANT);
    }

    @Test
    @Requirement(id = "FC-47", promise = "Without a propagated tenant, work on another thread fails typed")
    void otherThreadHasNoTenant() throws Exception {
        header.set("acme");

        Problem[] problem = new Problem[1];
        Thread thread = new Thread(() -> problem[0] = Problem.in(dataSource::getConnection));
        thread.start();
        thread.join();

        problem[0].is(DataErrorKind.TENANT).says("Holdfast.capture()");
    }

    @Test
    @Requirement(
            id = "ORIGIN-REGISTRY",
            promise =
                    "A data source that serves tenants is not reached by its name: it would have no schema to be right in")
    void dataSourceOfTenantsIsNotReachedByName() {
        Problem.in(() -> registry.named("orders")).is(DataErrorKind.CONFIG).says("'orders'");
        Problem.in(() -> registry.named("no-such")).is(DataErrorKind.CONFIG).says("'no-such'");
    }
}
