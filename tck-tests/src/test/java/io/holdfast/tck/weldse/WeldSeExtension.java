package io.holdfast.tck.weldse;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Lets Arquillian run on Weld SE. Ours, because the ready adapter skips lifecycle methods and knows no transactions.
 *
 * <p><strong>Threading:</strong> called by Arquillian once.
 */
public final class WeldSeExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, WeldSeContainer.class).observer(RequestPerTest.class);
    }
}
