package io.holdfast.tck.server;

import io.holdfast.testsupport.process.FreePorts;
import java.util.List;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Lets Arquillian run the tests in a server, on ports that are free, with the one JAR in the archives.
 *
 * <p><strong>Threading:</strong> called by Arquillian once, before it reads {@code arquillian.xml}.
 */
public final class ServerExtension implements LoadableExtension {

    private static final String PREFIX = "server.port.";
    private static final List<String> PORTS = List.of("http", "management");

    @Override
    public void register(ExtensionBuilder builder) {
        PORTS.forEach(ServerExtension::choose);
        builder.service(ApplicationArchiveProcessor.class, LibraryProcessor.class)
                .observer(SharedDeployment.class);
    }

    private static void choose(String name) {
        String property = PREFIX + name;
        String wanted = System.getProperty(property);
        if (wanted == null) {
            System.setProperty(property, Integer.toString(FreePorts.next()));
        } else if (!FreePorts.isFree(Integer.parseInt(wanted))) {
            throw new IllegalStateException("The server cannot be started: port " + wanted + " (" + property
                    + ") is in use. Stop the process that has it, or leave " + property + " out to draw a free port.");
        }
    }
}
