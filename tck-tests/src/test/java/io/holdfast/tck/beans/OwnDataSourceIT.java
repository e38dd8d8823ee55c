package io.holdfast.tck.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.DataSourceRegistry;
import io.holdfast.ReadRoute;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Place;
import io.holdfast.tck.Requirement;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application's own bean wins. */
@ExtendWith(ArquillianExtension.class)
class OwnDataSourceIT {

    @Inject
    DataSource dataSource;

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    DataSourceRegistry registry;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().of(OwnDataSource.class, OwnDataSourceProducer.class);
    }

    @Test
    @Requirement(
            id = "DESIGN-4-STEP-BACK",
            promise = "Where the application has a default DataSource bean ours steps back; routed ones stay reachable")
    void ownDataSourceIsInjected() throws SQLException {
        assertThat(dataSource.getLoginTimeout()).isEqualTo(OwnDataSource.MARK);

        assertThat(Place.of(reads)).matches(Place::isReplica, "a replica");
        assertThat(registry.named("default").name()).isEqualTo("default");
    }
}
