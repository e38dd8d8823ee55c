package io.holdfast.tck.server;

import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Makes the data sources of docs/howto/container-datasources.adoc in a Payara Server or GlassFish that
 * has got its first archive.
 *
 * <p><strong>Threading:</strong> called by Arquillian.
 */
public final class AsadminExtension implements LoadableExtension {

    /** The name of that first archive. */
    public static final String FIRST = "first";

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Creation.class);
    }

    /** Made by Arquillian. */
    static final class Creation {

        void create(@Observes AfterDeploy event) throws Exception {
            if (event.getDeployment().getName().equals(FIRST)) {
                ContainerDatabases.prepare();
                List<String> commands = new ArrayList<>(List.of(AsadminDataSources.driverCommand()));
                commands.addAll(AsadminDataSources.commands());
                Asadmin.run(commands);
            }
        }
    }
}
