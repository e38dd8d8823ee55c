package io.holdfast.tck.payara.micro;

import io.holdfast.tck.server.ContainerDataSourcesIT;
import io.holdfast.tck.server.PayaraDataSources;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the data sources that {@link DataSourcesExtension} makes. */
class MicroDataSourcesIT extends ContainerDataSourcesIT {

    @Deployment
    static WebArchive deployment() {
        return PayaraDataSources.archive().addClass(MicroDataSourcesIT.class);
    }
}
