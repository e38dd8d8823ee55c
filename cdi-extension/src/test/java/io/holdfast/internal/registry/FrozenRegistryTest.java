package io.holdfast.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.DataFailure;
import io.holdfast.internal.TestConfigs;
import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.spi.IntentScopes;
import io.holdfast.spi.RouteListener;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrozenRegistryTest {

    private static final String[] TENANTS = {
        "holdfast.tenants=globex,acme,initech",
        "holdfast.tenant.acme.datasource=orders",
        "holdfast.tenant.acme.schema=acme_s",
        "holdfast.tenant.globex.datasource=orders",
        "holdfast.tenant.globex.schema=globex_s",
        "holdfast.tenant.initech.datasource=billing",
        "holdfast.datasource.default.primary.url=jdbc:stub:registry-default",
        "holdfast.datasource.orders.dialect=h2",
        "holdfast.datasource.orders.primary.url=jdbc:stub:registry-orders",
        "holdfast.datasource.orders.replica.r1.url=jdbc:stub:registry-orders-r1",
        "holdfast.datasource.orders.replica.r2.url=jdbc:stub:registry-orders-r2",
        "holdfast.datasource.billing.primary.url=jdbc:stub:registry-billing",
        "holdfast.datasource.archive.primary.url=jdbc:stub:registry-archive"
    };

    private final AtomicReference<WorkFrame> request = new AtomicReference<>();
    private HoldfastRuntime runtime;

    @AfterEach
    void close() {
        if (runtime != null) {
            runtime.close();
        }
        for (String name : List.of("default", "orders", "orders-r1", "orders-r2", "billing", "archive")) {
            StubDatabase database = StubDatabase.named("registry-" + name);
            assertThat(database.openConnections()).as(name).isZero();
            database.close();
        }
    }

    @Test
    void listsTheDefaultFirstAndTheOthersByNameAndTenant() {
        assertThat(registry(TENANTS).all())
                .extracting(dataSource -> dataSource.name()
                        + dataSource.tenant().map(tenant -> "/" + tenant).orElse(""))
                .containsExactly("default", "archive", "billing/initech", "orders/acme", "orders/globex");
    }

    @Test
    void findsATenantWithItsDataSourceSchemaAndReplicas() {
        TenantDataSource acme = registry(TENANTS).forTenant("acme");

        assertThat(acme.tenant()).contains(TenantId.of("acme"));
        assertThat(acme.name()).isEqualTo("orders");
        assertThat(acme.schema()).contains("acme_s");
        assertThat(acme.replicas()).containsExactly("r1", "r2");
        assertThat(acme).hasToString("TenantDataSource[acme on orders]");
        assertThat(acme.asDataSource(AccessIntent.READ)).isSameAs(acme.asDataSource(AccessIntent.READ));
        assertThat(acme.asDataSource(AccessIntent.WRITE))
                .isSameAs(acme.asDataSource(AccessIntent.WRITE))
                .isNotSameAs(acme.asDataSource(AccessIntent.READ));
    }

    @Test
    void refusesAnUnknownOrMalformedTenant() {
        DataSourceRegistry registry = registry(TENANTS);

        assertThatThrownBy(() -> registry.forTenant("ACME"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.TENANT))
                .hasMessageStartingWith("HOLDF00401")
                .hasMessageContaining("ACME");
        assertThatThrownBy(() -> registry.forTenant(null)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> registry.forTenant("a;b")).isInstanceOf(DataException.class);
    }

    @Test
    void givesAnUnknownTenantTheDefaultWhereThePolicySaysSoButNeverInFind() {
        DataSourceRegistry registry = registry(with("holdfast.tenancy.unknown=default"));

        assertThat(registry.forTenant("umbrella").name()).isEqualTo("default");
        assertThat(registry.find("umbrella")).isEmpty();
        assertThat(registry.find(null)).isEmpty();
        assertThat(registry.find("acme")).map(TenantDataSource::name).contains("orders");
        try (WorkScope scope = runtime.begin("umbrella")) {
            assertThat(scope.tenant()).contains(TenantId.of("umbrella"));
            assertThat(registry.current().name()).isEqualTo("default");
        }
    }

    @Test
    void reachesWhatStandsBesideTheTenantsByName() {
        DataSourceRegistry registry = registry(TENANTS);

        assertThat(registry.named("archive").tenant()).isEmpty();
        assertThat(registry.named("default")).isSameAs(registry.all().get(0));
        assertThat(registry.named("archive")).hasToString("TenantDataSource[archive]");
        for (String name : List.of("orders", "nowhere")) {
            assertThatThrownBy(() -> registry.named(name))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.CONFIG))
                    .hasMessageStartingWith("HOLDF00331")
                    .hasMessageContaining("[archive, default]");
        }
    }

    @Test
    void refusesACallerWithoutATenant() {
        DataSourceRegistry registry = registry(TENANTS);

        assertThatThrownBy(registry::current)
                .hasMessageStartingWith("HOLDF00404")
                .hasMessageContaining("no request or scope");
        try (WorkScope scope = runtime.begin()) {
            assertThat(scope.tenant()).isEmpty();
            assertThatThrownBy(registry::current)
                    .hasMessageStartingWith("HOLDF00404")
                    .hasMessageNotContaining("no request or scope");
        }
        assertThatThrownBy(() -> runtime.dataSource(false).getConnection())
                .isInstanceOf(SQLException.class)
                .isInstanceOfSatisfying(
                        DataFailure.class, failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.TENANT));
    }

    @Test
    void givesACallerWithoutATenantTheDefaultWhereThePolicySaysSo() {
        assertThat(registry(with("holdfast.tenancy.absent=default")).current().name())
                .isEqualTo("default");
    }

    @Test
    void worksWithoutTenants() throws SQLException {
        DataSourceRegistry registry = registry("holdfast.datasource.default.primary.url=jdbc:stub:registry-default");

        assertThat(registry.current().name()).isEqualTo("default");
        assertThat(registry.all()).hasSize(1);
        try (Connection connection = runtime.dataSource(false).getConnection()) {
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
        }
    }

    @Test
    void followsTheScopeAndTheRequest() {
        DataSourceRegistry registry = registry(TENANTS);
        request.set(WorkFrame.of(new UnitOfWork(() -> Optional.of("initech"))));

        assertThat(registry.current().name()).isEqualTo("billing");
        assertThat(runtime.currentTenant()).contains(TenantId.of("initech"));
        try (WorkScope scope = runtime.begin("acme")) {
            assertThat(scope.tenant()).contains(TenantId.of("acme"));
            assertThat(registry.current()).isSameAs(registry.forTenant("acme"));
        }
        request.set(null);
        assertThat(runtime.currentTenant()).isEmpty();
        assertThatThrownBy(() -> runtime.begin("umbrella")).hasMessageStartingWith("HOLDF00401");
    }

    @Test
    void acquiresForTheCurrentTenantAndForAPinOfTheCallers() throws Exception {
        DataSourceRegistry registry = registry(TENANTS);
        ReadAfterWritePin pin = ReadAfterWritePin.create();
        TenantDataSource acme = registry.forTenant("acme");

        try (WorkScope scope = runtime.begin("acme")) {
            Route read = route(registry.acquire(AccessIntent.READ));
            assertThat(read.toPrimary()).isFalse();
            assertThat(route(registry.acquire(acme, ReadRequirement.any()))).isSameAs(read);
            assertThat(route(registry.acquire(acme, ReadRequirement.primary())).reason())
                    .isEqualTo(RouteReason.PRIMARY_REQUIRED);
            assertThat(route(registry.acquire(AccessIntent.READ)).reason()).isEqualTo(RouteReason.READ_ON_PRIMARY);
            assertThat(scope.pin().isPinned()).isFalse();
        }
        registry.acquire(acme, AccessIntent.WRITE, pin).close();
        assertThat(pin.isPinned("orders")).isTrue();
        try (Connection pinned = registry.acquire(acme, AccessIntent.READ, pin)) {
            assertThat(pinned.unwrap(Route.class).reason()).isEqualTo(RouteReason.PINNED);
        }
        TenantDataSource foreign = new TenantDataSource() {
            @Override
            public Optional<TenantId> tenant() {
                return Optional.empty();
            }

            @Override
            public String name() {
                return "foreign";
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
                throw new AssertionError("must not be asked");
            }

            @Override
            public DataSource asDataSource(AccessIntent intent) {
                throw new AssertionError("must not be asked");
            }
        };
        assertThatThrownBy(() -> registry.acquire(foreign, AccessIntent.READ, pin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HOLDF00330");
    }

    @Test
    void explainsWithoutTakingAConnection() {
        DataSourceRegistry registry = registry(TENANTS);

        assertThat(registry.explain("acme", AccessIntent.WRITE).reason()).isEqualTo(RouteReason.WRITE_INTENT);
        assertThat(registry.explain("acme", AccessIntent.READ).reason()).isEqualTo(RouteReason.NO_UNIT_OF_WORK);
        try (WorkScope scope = runtime.begin("acme")) {
            assertThat(registry.explain("acme", AccessIntent.READ).reason()).isEqualTo(RouteReason.READ_INTENT);
            assertThat(scope.pin().isPinned()).isFalse();
        }
        assertThatThrownBy(() -> registry.explain("umbrella", AccessIntent.READ))
                .hasMessageStartingWith("HOLDF00401");
        assertThat(StubDatabase.named("registry-orders").count(CallSite.CONNECT))
                .isZero();
    }

    @Test
    void turnsTheFailureOfAnAcquisitionIntoADataExceptionWithTheDriversCause() {
        StubDatabase.named("registry-orders").at(CallSite.CONNECT).fail("28P01");
        DataSourceRegistry registry = registry(TENANTS);

        assertThatThrownBy(() -> registry.forTenant("acme").acquire(AccessIntent.WRITE))
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DataErrorKind.AUTH))
                .hasMessageContaining("'acme'")
                .hasMessageNotContaining("jdbc:")
                .cause()
                .hasMessageContaining("28P01");
    }

    @Test
    void setsSessionVariablesOfTheDataSourceAndOfTheTenant() throws Exception {
        StubDatabase orders = StubDatabase.named("registry-orders");
        orders.answer("pg_is_in_recovery", false);
        orders.record();
        DataSourceRegistry registry = registry(with(
                "holdfast.datasource.orders.dialect=postgresql",
                "holdfast.datasource.orders.session-variable.app.tenant=is-{tenant}",
                "holdfast.tenant.globex.session-variable.app.tier=gold"));

        registry.forTenant("acme").acquire(AccessIntent.WRITE).close();
        registry.forTenant("globex").acquire(AccessIntent.WRITE).close();

        List<String> plans = orders.recorded().stream()
                .filter(sql -> sql.contains("search_path"))
                .toList();
        assertThat(plans).hasSize(2);
        assertThat(plans.get(0)).contains("is-acme", "RESET ALL").doesNotContain("app.tier");
        assertThat(plans.get(1)).contains("is-globex", "app.tier", "gold", "RESET ALL");
    }

    @Test
    void handsTenantAndIntentToAnotherThread() throws Exception {
        registry(TENANTS);
        WorkContext captured;
        try (WorkScope scope = runtime.begin("acme")) {
            captured = runtime.capture();
            assertThat(scope.tenant()).isPresent();
        }

        assertThat(captured.call(runtime::currentTenant)).contains(TenantId.of("acme"));
        assertThat(runtime.currentTenant()).isEmpty();
    }

    @Test
    void opensReadScopesAndDeclaresTransactions() throws SQLException {
        DataSourceRegistry registry = registry(TENANTS);

        try (WorkScope scope = runtime.begin("acme");
                IntentScopes.Scope read = runtime.openRead("Shop.list()")) {
            assertThat(read).isNotNull();
            assertThatThrownBy(() -> registry.acquire(AccessIntent.WRITE)).hasMessageStartingWith("HOLDF00304");
            try (IntentScopes.Scope own = runtime.openTransactional("Shop.audit()", true);
                    Connection written = registry.acquire(AccessIntent.WRITE)) {
                assertThat(own).isNotNull();
                assertThat(written.unwrap(Route.class).reason()).isEqualTo(RouteReason.WRITE_INTENT);
            }
            assertThat(scope.pin().isPinned("orders")).isTrue();
        }
    }

    @Test
    void tellsListenersAndTheDataSourceSaysWhatItIs() throws SQLException {
        registry("holdfast.datasource.default.primary.url=jdbc:stub:registry-default");
        List<String> heard = new ArrayList<>();
        runtime.register(new RouteListener() {
            @Override
            public void onRouted(Route route, TenantId tenant) {
                heard.add(route.node() + tenant);
            }
        });
        DataSource dataSource = runtime.dataSource(true);

        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.unwrap(Route.class).reason()).isEqualTo(RouteReason.NO_REPLICA_CONFIGURED);
        }

        assertThat(heard).containsExactly("primarynull");
        assertThat(dataSource).hasToString("RoutedDataSource[reads]");
        assertThat(runtime.dataSource(false)).hasToString("RoutedDataSource[by intent]");
        assertThat(dataSource.isWrapperFor(DataSource.class)).isTrue();
        assertThat(dataSource.unwrap(DataSource.class)).isSameAs(dataSource);
        assertThat(dataSource.getLoginTimeout()).isZero();
        assertThatThrownBy(() -> dataSource.unwrap(String.class)).hasMessageStartingWith("HOLDF00323");
        assertThatThrownBy(() -> dataSource.getConnection("scott", "tiger"))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageNotContaining("tiger");
    }

    private static Route route(Connection connection) throws SQLException {
        try (connection) {
            return connection.unwrap(Route.class);
        }
    }

    private DataSourceRegistry registry(String... lines) {
        runtime = new HoldfastRuntime(TestConfigs.valid(List.of(lines)), request::get, TransactionBridge.none());
        return runtime.registry();
    }

    private static String[] with(String... more) {
        List<String> lines = new ArrayList<>(List.of(TENANTS));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }
}
