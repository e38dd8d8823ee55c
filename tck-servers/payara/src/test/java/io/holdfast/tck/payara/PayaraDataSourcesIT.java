package io.holdfast.tck.payara;

import io.holdfast.tck.server.AsadminDataSources;
import io.holdfast.tck.server.AsadminExtension;
import io.holdfast.tck.server.ContainerDataSourcesIT;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the data sources of docs/howto/container-datasources.adoc, which {@link AsadminExtension} makes. */
class PayaraDataSourcesIT extends ContainerDataSourcesIT {

    // The adapter starts the server with the first archive.
    @Deployment(name = AsadminExtension.FIRST, order = 1, testable = false)
    static WebArchive first() {
        return ShrinkWrap.create(WebArchive.class, "first.war").addAsWebResource(EmptyAsset.INSTANCE, "index.html");
    }

    @Deployment(order = 2)
    static WebArchive deployment() {
        return AsadminDataSources.archive().addClass(PayaraDataSourcesIT.class);
    }
}
