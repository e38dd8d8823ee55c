package io.holdfast.tck.payara;

import io.holdfast.tck.server.ContainerDataSourcesIT;
import io.holdfast.tck.server.PayaraDataSources;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the data sources of docs/howto/container-datasources.adoc, which {@link DataSourcesExtension} makes. */
class PayaraDataSourcesIT extends ContainerDataSourcesIT {

    // The adapter starts the server with the first archive.
    @Deployment(name = DataSourcesExtension.FIRST, order = 1, testable = false)
    static WebArchive first() {
        return ShrinkWrap.create(WebArchive.class, "first.war").addAsWebResource(EmptyAsset.INSTANCE, "index.html");
    }

    @Deployment(order = 2)
    static WebArchive deployment() {
        return PayaraDataSources.archive().addClass(PayaraDataSourcesIT.class);
    }
}
