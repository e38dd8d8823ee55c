package io.holdfast.tck.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRoute;
import io.holdfast.spi.IntentScopes;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.Trio;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be injected once the library is there and configured. */
@ExtendWith(ArquillianExtension.class)
class ProvidedBeansIT {

    @Inject
    @Any
    Instance<Object> beans;

    @Inject
    DataSource dataSource;

    @Inject
    DataSourceRegistry registry;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().of();
    }

    @Test
    @Requirement(
            id = "FC-4",
            promise = "Configuring and injecting is enough: no proxy and no bean of the user is needed")
    @Requirement(id = "ORIGIN-BOUNDARY", promise = "The registry and the rest are ordinary injected beans")
    void everythingIsThereExactlyOnce() {
        List.of(DataSource.class, DataSourceRegistry.class, Holdfast.class, ReadAfterWritePin.class, IntentScopes.class)
                .forEach(type -> assertThat(
                                beans.select(type, Default.Literal.INSTANCE).isResolvable())
                        .as(type.getName())
                        .isTrue());
        assertThat(beans.select(DataSource.class, ReadRoute.Literal.INSTANCE).isResolvable())
                .isTrue();
        assertThat(beans.select(ReadAfterWritePin.class).getHandle().getBean().getScope())
                .isEqualTo(RequestScoped.class);
    }

    @Test
    @Requirement(
            id = "DESIGN-5-DEFAULT",
            promise = "With one data source named default and no tenants nothing names a tenant")
    void worksWithoutNamingATenant() {
        assertThat(Place.of(dataSource).node()).isEqualTo(Trio.PRIMARY);
        assertThat(registry.current().name()).isEqualTo("default");
        assertThat(registry.current().tenant()).isEmpty();
    }
}
