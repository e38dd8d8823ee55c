package io.holdfast.tck.payara;

import io.holdfast.tck.server.ContainerDatabases;
import io.holdfast.tck.server.PayaraDataSources;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Makes the data sources of docs/howto/container-datasources.adoc in a server that has got its first archive.
 *
 * <p><strong>Threading:</strong> called by Arquillian.
 */
public final class DataSourcesExtension implements LoadableExtension {

    static final String FIRST = "first";

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Creation.class);
    }

    /** Made by Arquillian. */
    static final class Creation {

        void create(@Observes AfterDeploy event) throws Exception {
            if (event.getDeployment().getName().equals(FIRST)) {
                ContainerDatabases.prepare();
                List<String> commands = new ArrayList<>(List.of(PayaraDataSources.driverCommand()));
                commands.addAll(PayaraDataSources.commands());
                Asadmin.run(commands);
            }
        }
    }
}
