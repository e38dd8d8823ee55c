package io.holdfast.tck.payara.micro;

import io.holdfast.tck.server.AsadminDataSources;
import io.holdfast.tck.server.ContainerDataSourcesIT;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the data sources that {@link DataSourcesExtension} makes. */
class MicroDataSourcesIT extends ContainerDataSourcesIT {

    @Deployment
    static WebArchive deployment() {
        return AsadminDataSources.archive().addClass(MicroDataSourcesIT.class);
    }
}
