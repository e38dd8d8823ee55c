package io.holdfast.tck.weldse;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/**
 * There is nothing to configure.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class WeldSeConfiguration implements ContainerConfiguration {

    @Override
    public void validate() {
        // Nothing that could be wrong.
    }
}
