package io.holdfast.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Route;
import io.holdfast.spi.RouteListener;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.jdbc.StubDatabase;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteListenerBeansTest {

    private static final List<String> CONFIG =
            List.of("holdfast.datasource.default.primary.url=jdbc:stub:listened-primary");
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private final StubDatabase primary = StubDatabase.named("listened-primary");

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    @AfterEach
    void close() {
        primary.close();
    }

    @Test
    void hearOfEveryConnection() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), Ear.class)) {
            HoldfastExtensionTest.route(container.get(DataSource.class));

            assertThat(HEARD).containsExactly("primary");
        }
    }

    @Test
    void areDestroyedAtTheEndIfTheyHaveNoScopeOfTheirOwn() {
        try (BootedContainer container = BootedContainer.boot(CONFIG, List.of(), DependentEar.class)) {
            HoldfastExtensionTest.route(container.get(DataSource.class));

            assertThat(HEARD).containsExactly("primary");
        }
        assertThat(HEARD).containsExactly("primary", "destroyed");
    }

    @ApplicationScoped
    static class Ear implements RouteListener {

        @Override
        public void onRouted(Route route, TenantId tenant) {
            HEARD.add(route.node());
        }
    }

    @Dependent
    static class DependentEar extends Ear {

        @PreDestroy
        void destroy() {
            HEARD.add("destroyed");
        }
    }
}
