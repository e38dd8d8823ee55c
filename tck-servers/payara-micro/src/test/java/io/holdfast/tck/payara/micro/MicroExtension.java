package io.holdfast.tck.payara.micro;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Lets Arquillian run on Payara Micro.
 *
 * <p><strong>Threading:</strong> called by Arquillian once.
 */
public final class MicroExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, MicroContainer.class);
    }
}
