package io.holdfast.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.Route;
import io.holdfast.RouteReason;
import io.holdfast.spi.IntentScopes;
import io.holdfast.spi.TenantResolver;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldfastExtensionTest {

    private static final List<String> CONFIG = List.of(
            "holdfast.datasource.default.primary.url=jdbc:stub:cdi-primary",
            "holdfast.datasource.default.replica.r1.url=jdbc:stub:cdi-r1");

    private final StubDatabase primary = StubDatabase.named("cdi-primary");
    private final StubDatabase replica = StubDatabase.named("cdi-r1");

    @BeforeEach
    void letThreadsOfOtherTestsEnd() {
        Await.until("no housekeeper runs", Duration.ofSeconds(10), () -> threads() == 0);
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(primary.openConnections()).isZero();
        assertThat(replica.openConnections()).isZero();
        primary.close();
        replica.close();
    }

    @Test
    void offersItsBeansAndOpensNothing() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Shop.class)) {
            Shop shop = container.get(Shop.class);

            assertThat(shop.registry.current().name()).isEqualTo("default");
            assertThat(shop.holdfast.currentTenant()).isEmpty();
            assertThat(container.get(IntentScopes.class)).isNotNull();
            assertThat(primary.count(CallSite.CONNECT)).isZero();
            assertThat(threads()).isZero();
        }
    }

    @Test
    void pinsForTheRestOfTheRequestOnly() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Shop.class)) {
            Shop shop = container.get(Shop.class);
            container.inRequest(() -> {
                assertThat(route(shop.reads).node()).isEqualTo("r1");
                assertThat(shop.pin.isPinned()).isFalse();
                assertThat(route(shop.dataSource).reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
                assertThat(shop.pin.isPinned("default")).isTrue();
                assertThat(route(shop.reads).reason()).isEqualTo(RouteReason.PINNED);
            });

            container.inRequest(() -> {
                assertThat(shop.pin.isPinned()).isFalse();
                assertThat(route(shop.reads).node()).isEqualTo("r1");
            });
            assertThat(route(shop.reads).reason()).isEqualTo(RouteReason.NO_UNIT_OF_WORK);
        }
    }

    @Test
    void keepsTheUnitOfARequestWhenItsPinIsHandedBack() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Shop.class)) {
            Shop shop = container.get(Shop.class);
            container.inRequest(() -> {
                acquire(shop, AccessIntent.WRITE);

                assertThat(shop.pin.isPinned("default")).isTrue();
                assertThat(acquire(shop, AccessIntent.READ).reason()).isEqualTo(RouteReason.PINNED);
            });
        }
    }

    @Test
    void opensAReadScopeForMethodsAndClasses() {
        try (BootedContainer container =
                BootedContainer.boot(CONFIG, List.of(), Shop.class, Reports.class, Orders.class)) {
            Reports reports = container.get(Reports.class);
            Orders orders = container.get(Orders.class);
            container.inRequest(() -> {
                assertThat(reports.read().node()).isEqualTo("r1");
                assertThat(orders.find().node()).isEqualTo("r1");
                assertThatThrownBy(orders::failingWrite)
                        .hasMessageStartingWith("HOLDF00304")
                        .hasMessageContaining("Orders.failingWrite()");
                assertThat(container.get(ReadAfterWritePin.class).isPinned()).isFalse();

                assertThat(reports.transactional().reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
                assertThat(reports.both().reason()).isEqualTo(RouteReason.PINNED);
                assertThat(orders.place().reason()).isEqualTo(RouteReason.DEFAULT_INTENT);
            });
        }
    }

    @Test
    void asksTheResolverForTheTenantOfTheRequest() {
        List<String> config = List.of(
                "holdfast.tenants=acme,globex",
                "holdfast.tenant.acme.datasource=a",
                "holdfast.tenant.globex.datasource=g",
                "holdfast.datasource.a.primary.url=jdbc:stub:cdi-primary",
                "holdfast.datasource.g.primary.url=jdbc:stub:cdi-r1");
        try (BootedContainer container = BootedContainer.boot(config, List.of(), Shop.class, Resolver.class)) {
            Shop shop = container.get(Shop.class);
            container.inRequest(() -> {
                assertThat(shop.holdfast.currentTenant()).contains(TenantId.of("globex"));
                assertThat(route(shop.dataSource).dataSource()).isEqualTo("g");
            });

            assertThatThrownBy(() -> route(shop.dataSource)).hasMessageContaining("HOLDF00404");
        }
    }

    @Test
    void stepsBackForADataSourceOfTheApplication() {
        for (Class<?> rival : List.of(MethodRival.class, FieldRival.class, OwnDataSource.class)) {
            try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Reading.class, rival)) {
                assertThat(container.weld().select(DataSource.class).get().toString())
                        .as(rival.getName())
                        .isEqualTo("the application's own");
                assertThat(route(container.get(Reading.class).reads).node()).isEqualTo("primary");
            }
        }
    }

    @Test
    void staysBesideADataSourceWithAQualifierOfItsOwn() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), QualifiedRival.class)) {
            assertThat(route(container.weld().select(DataSource.class).get()).node())
                    .isEqualTo("primary");
        }
    }

    @Test
    void givesWayToANameOnlyBean() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), NamedRival.class)) {
            assertThat(container.weld().select(DataSource.class).get()).hasToString("the application's own");
        }
    }

    @Test
    void offersNoDefaultDataSourceWhereThatIsSwitchedOff() {
        try (BootedContainer container =
                BootedContainer.boot(with("holdfast.datasource-bean=false"), List.of(), Reading.class)) {
            assertThat(container.weld().select(DataSource.class).isUnsatisfied())
                    .isTrue();
            assertThat(route(container.get(Reading.class).reads).node()).isEqualTo("primary");
        }
    }

    @Test
    void reportsADataSourceOfAnotherExtension() {
        for (boolean ownClass : new boolean[] {true, false}) {
            assertThatThrownBy(() -> BootedContainer.boot(CONFIG, List.of(new OtherExtension(ownClass))))
                    .hasMessageContaining("HOLDF00003")
                    .hasMessageContaining("holdfast.datasource-bean=false");
        }
        try (BootedContainer container =
                BootedContainer.boot(with("holdfast.datasource-bean=false"), List.of(new OtherExtension(false)))) {
            assertThat(container.weld().select(DataSource.class).get()).hasToString("the application's own");
        }
    }

    @Test
    void reportsEveryProblemOfTheConfigurationAtOnceAndLeavesNoThread() {
        List<String> broken = List.of(
                "holdfast.tenants=acme",
                "holdfast.tenant.acme.datasource=nowhere",
                "holdfast.pool.max-size=-1",
                "holdfast.datasource.default.password=topsecret",
                "holdfast.datasource.default.primary.url=jdbc:stub:cdi-primary",
                "holdfast.datasource.default.primary.idle-timeout=soon");

        assertThatThrownBy(() -> BootedContainer.boot(broken, List.of()))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("max-size")
                .hasMessageContaining("soon")
                .hasMessageNotContaining("topsecret");

        assertThat(threads()).isZero();
        assertThat(primary.count(CallSite.CONNECT)).isZero();
    }

    @Test
    void closesPoolsAndItsThreadAtShutdown() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Shop.class)) {
            route(container.get(Shop.class).dataSource);
            assertThat(primary.openConnections()).isEqualTo(1);
            assertThat(threads()).isEqualTo(1);
        }

        assertThat(primary.openConnections()).isZero();
        Await.until("the housekeeper is gone", Duration.ofSeconds(10), () -> threads() == 0);
    }

    private static Route acquire(Shop shop, AccessIntent intent) {
        try (Connection connection = shop.registry.acquire(shop.registry.current(), intent, shop.pin)) {
            return connection.unwrap(Route.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    static Route route(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.unwrap(Route.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("holdfast"))
                .count();
    }

    private static List<String> with(String line) {
        List<String> lines = new ArrayList<>(CONFIG);
        lines.add(line);
        return lines;
    }

    static class Shop {

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
    }

    static class Reading {

        @Inject
        @ReadRoute
        DataSource reads;
    }

    @ApplicationScoped
    static class Resolver implements TenantResolver {

        @Override
        public Optional<String> resolveTenant() {
            return Optional.of("globex");
        }
    }

    static class MethodRival {

        @Produces
        DataSource mine() {
            return new OwnDataSource();
        }
    }

    static class FieldRival {

        @Produces
        final DataSource mine = new OwnDataSource();
    }

    static class NamedRival {

        @Produces
        @Named("mine")
        DataSource mine() {
            return new OwnDataSource();
        }
    }

    static class QualifiedRival {

        @Produces
        @Special
        DataSource mine() {
            return new OwnDataSource();
        }
    }

    /** An extension with a data source; the class of its bean may be anything. */
    static final class OtherExtension implements Extension {

        private final boolean ownClass;

        OtherExtension(boolean ownClass) {
            this.ownClass = ownClass;
        }

        void add(@Observes AfterBeanDiscovery event) {
            var bean = event.<DataSource>addBean()
                    .types(Set.of(DataSource.class, Object.class))
                    .createWith(context -> new OwnDataSource());
            if (ownClass) {
                bean.beanClass(OwnDataSource.class);
            }
        }
    }

    /** Does nothing but say whose it is. */
    static class OwnDataSource implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("not a real one");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLException("not a real one");
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            // Nothing is logged.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // Nobody logs in.
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return null;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            return null;
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }

        @Override
        public String toString() {
            return "the application's own";
        }
    }
}
