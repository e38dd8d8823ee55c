package io.holdfast.tck.liberty;

import io.holdfast.tck.server.ContainerDataSourcesIT;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the data sources of {@code server.xml}. */
class LibertyDataSourcesIT extends ContainerDataSourcesIT {

    @Deployment
    static WebArchive deployment() {
        return archive("jdbc/orders", "jdbc/ledger", "jdbc/orders-local", "jdbc/orders-replica")
                .addClass(LibertyDataSourcesIT.class);
    }
}
