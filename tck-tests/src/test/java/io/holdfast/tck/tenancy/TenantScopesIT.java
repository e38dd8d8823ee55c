package io.holdfast.tck.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose work it is: request, scopes, other threads. */
@ExtendWith(ArquillianExtension.class)
@RequiresReplica
class TenantScopesIT {

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
    FakeHeader header;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants().shared("tenancy");
    }

    private String owner() {
        return ownerOf(dataSource);
    }

    private static String ownerOf(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return Entries.owner(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Requirement(id = "ORIGIN-TENANCY", promise = "A TenantResolver bean tells the tenant of the request, asked once")
    void resolverBeanTellsTheTenant() {
        header.set("globex");

        assertThat(owner()).isEqualTo("globex");
        header.set("acme");
        assertThat(owner()).as("nothing changes it half way through").isEqualTo("globex");
        assertThat(registry.current().tenant()).map(Object::toString).hasValue("globex");
        assertThat(header.timesRead()).isOne();
    }

    @Test
    @Requirement(id = "FC-30", promise = "A scope switches the tenant, nests, and restores what was there before")
    @Requirement(id = "DESIGN-3-TENANT", promise = "An explicit scope beats the request, an inner scope the outer one")
    void scopesNestAndRestore() {
        header.set("acme");

        try (WorkScope outer = holdfast.begin("globex")) {
            assertThat(outer.tenant()).map(Object::toString).hasValue("globex");
            assertThat(owner()).isEqualTo("globex");
            try (WorkScope inner = holdfast.begin("initech")) {
                assertThat(inner.tenant()).map(Object::toString).hasValue("initech");
                assertThat(owner()).isEqualTo("public");
            }
            assertThat(owner()).isEqualTo("globex");
        }
        assertThat(owner()).isEqualTo("acme");
    }

    @Test
    @Requirement(id = "FC-30", promise = "An exception in a scope restores the tenant, too")
    void scopeRestoresAfterAnException() {
        header.set("acme");

        Problem.in(() -> {
            try (WorkScope scope = holdfast.begin("globex")) {
                throw new IllegalStateException(scope.toString());
            }
        });

        assertThat(owner()).isEqualTo("acme");
    }

    @Test
    @Requirement(id = "DESIGN-3-UNIT", promise = "Scopes are closed innermost first, by the thread that opened them")
    void scopesAreClosedInnermostFirst() {
        header.set("acme");
        WorkScope outer = holdfast.begin("globex");
        WorkScope inner = holdfast.begin("initech");

        assertThat(Problem.in(outer::close).failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("innermost first");

        inner.close();
        outer.close();
        outer.close();
        assertThat(owner()).isEqualTo("acme");
    }

    @Test
    @Requirement(
            id = "FC-30",
            promise = "Two tenants in one request, each with the data of its own; a plain data source beside them")
    void twoTenantsInOneRequest() {
        try (Connection acme = registry.forTenant("acme").acquire(AccessIntent.WRITE);
                Connection globex = registry.forTenant("globex").acquire(AccessIntent.WRITE);
                Connection admin = registry.named("admin").acquire(AccessIntent.READ)) {
            assertThat(Entries.owner(acme)).isEqualTo("acme");
            assertThat(Entries.owner(globex)).isEqualTo("globex");
            assertThat(Entries.owner(admin)).isEqualTo("public");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-PIN",
            promise = "The pin is kept per data source: another tenant's data source stays unpinned")
    void pinIsPerDataSource() {
        try (WorkScope acme = holdfast.begin("acme")) {
            Place.of(dataSource);
            assertThat(acme.pin().isPinned("orders")).isTrue();
            assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned");
        }
        try (WorkScope initech = holdfast.begin("initech")) {
            assertThat(initech.pin().isPinned("ledger")).isFalse();
            assertThat(Place.of(reads)).matches(Place::isReplica, "a replica of the other data source");
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-UNIT",
            promise = "A scope inside a request shares its unit: a write in it pins the request's reads")
    void innerWriteIsSeenByTheOuterReads() throws SQLException {
        header.set("acme");
        String name = Entries.newName();

        try (Trio.Paused paused = Trio.here().pauseReplay();
                Connection read = afterAWriteInAnInnerScope(name)) {
            assertThat(paused).isNotNull();
            assertThat(Entries.count(read, name)).isOne();
        }
    }

    private Connection afterAWriteInAnInnerScope(String name) throws SQLException {
        try (WorkScope scope = holdfast.begin("acme");
                Connection connection = dataSource.getConnection()) {
            Entries.insert(connection, name);
            assertThat(scope.pin().isPinned("orders")).isTrue();
        }
        assertThat(pin.isPinned("orders")).isTrue();
        return reads.getConnection();
    }

    @Test
    @Requirement(id = "FC-48", promise = "A pooled thread never shows the previous task's tenant")
    @Requirement(
            id = "DESIGN-3-UNIT",
            promise = "capture() carries tenant and unit to another thread and takes them back after it")
    void pooledThreadForgetsTheTenantOfItsTask() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            WorkContext acme;
            WorkContext globex;
            try (WorkScope scope = holdfast.begin("acme")) {
                assertThat(scope.tenant()).isPresent();
                acme = holdfast.capture();
            }
            try (WorkScope scope = holdfast.begin("globex")) {
                assertThat(scope.tenant()).isPresent();
                globex = holdfast.capture();
            }

            for (int i = 0; i < 5; i++) {
                assertThat(pool.submit(acme.wrap(this::owner)).get()).isEqualTo("acme");
                Problem bare =
                        pool.submit(() -> Problem.in(dataSource::getConnection)).get();
                bare.is(DataErrorKind.TENANT);
                assertThat(pool.submit(globex.wrap(this::owner)).get()).isEqualTo("globex");
                assertThat(pool.submit(() -> holdfast.currentTenant()).get()).isEmpty();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-UNIT",
            promise = "A write in a captured task pins the reads of its origin, and the other way round")
    void capturedTaskSharesThePin() throws Exception {
        header.set("acme");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            WorkContext here = holdfast.capture();
            Place inTask = pool.submit(here.wrap(() -> Place.of(dataSource))).get();

            assertThat(inTask).matches(Place::isWritingPrimary, "primary");
            assertThat(pin.isPinned("orders")).isTrue();
            assertThat(Place.of(reads)).matches(Place::isReadingPrimary, "pinned by the task");
            assertThat(pool.submit(here.wrap(() -> Place.of(reads))).get())
                    .matches(Place::isReadingPrimary, "pinned there, too");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Requirement(
            id = "DESIGN-3-LAZY",
            promise = "The tenant is captured at getConnection(): a scope opened later changes nothing")
    void tenantIsCapturedWhenTheConnectionIsTaken() throws SQLException {
        try (WorkScope acme = holdfast.begin("acme");
                Connection connection = dataSource.getConnection()) {
            assertThat(acme.tenant()).isPresent();
            try (WorkScope globex = holdfast.begin("globex")) {
                assertThat(globex.tenant()).isPresent();
                assertThat(Entries.owner(connection)).isEqualTo("acme");
            }
        }
    }

    @Test
    @Requirement(id = "DESIGN-3-LAZY", promise = "First use in another unit of work is a named error")
    void firstUseInAnotherUnitIsRefused() throws Exception {
        header.set("acme");
        try (Connection connection = dataSource.getConnection()) {
            Problem[] problem = new Problem[1];
            Thread thread = new Thread(() -> problem[0] = Problem.in(connection::createStatement));
            thread.start();
            thread.join();

            problem[0].is(DataErrorKind.USAGE).says("HOLDF00403", "'acme'");
        }
    }

    @Test
    @Requirement(id = "FC-33", promise = "The next borrower never sees schema, role or setting of another tenant")
    void sessionStateDoesNotReachTheNextTenant() throws SQLException {
        int pid;
        try (Connection acme = registry.forTenant("acme").acquire(AccessIntent.WRITE);
                Statement statement = acme.createStatement()) {
            pid = Place.of(acme).pid();
            statement.execute("SET search_path TO acme; SET statement_timeout = 1234; SET ROLE pg_monitor;"
                    + " CREATE TEMP TABLE IF NOT EXISTS secret (a int)");
        }
        try (Connection globex = registry.forTenant("globex").acquire(AccessIntent.WRITE);
                Statement statement = globex.createStatement()) {
            assertThat(Place.of(globex).pid())
                    .as("the same physical connection")
                    .isEqualTo(pid);
            assertThat(Entries.owner(globex)).isEqualTo("globex");
            try (var row = statement.executeQuery(
                    "SELECT current_user, current_setting('statement_timeout')," + " to_regclass('pg_temp.secret')")) {
                row.next();
                assertThat(List.of(row.getString(1), row.getString(2))).containsExactly("postgres", "0");
                assertThat(row.getString(3)).isNull();
            }
        }
    }

    @Test
    @Requirement(
            id = "FC-34",
            promise = "The same SQL of two tenants on one connection, prepared by the server, never mixes their rows")
    void preparedStatementsDoNotCrossTenants() throws SQLException {
        Set<Integer> pids = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            for (String tenant : List.of("acme", "globex")) {
                try (Connection connection = registry.forTenant(tenant).acquire(AccessIntent.WRITE)) {
                    assertThat(Entries.owner(connection)).isEqualTo(tenant);
                    pids.add(Place.of(connection).pid());
                }
            }
        }
        assertThat(pids).as("physical connections").hasSize(1);
    }

    @Test
    @Requirement(
            id = "ORIGIN-REGISTRY",
            promise = "Iteration is in a fixed order; tenants of one data source share it, each with its schema")
    @Requirement(id = "FC-27", promise = "The list of tenants comes from the configuration at boot")
    void registryListsAllInAFixedOrder() {
        assertThat(registry.all())
                .extracting(source -> source.name() + "/"
                        + source.tenant().map(Object::toString).orElse("-"))
                .containsExactly("admin/-", "ledger/initech", "orders/acme", "orders/globex");
        TenantDataSource acme = registry.forTenant("acme");
        assertThat(acme.schema()).hasValue("acme");
        assertThat(acme.replicas()).containsExactly("r1", "r2");
        assertThat(registry.find("acme")).containsSame(acme);
    }

    @Test
    @Requirement(id = "FC-51", promise = "Errors name tenant and data source, never a URL or a secret")
    void errorsNameTenantAndDataSource() {
        header.set("acme");
        Problem.in(() -> {
                    try (Connection connection = reads.getConnection()) {
                        Entries.insert(connection, Entries.newName());
                    }
                })
                .is(DataErrorKind.READ_ONLY)
                .says("tenant 'acme'", "data source 'orders'");
    }
}
