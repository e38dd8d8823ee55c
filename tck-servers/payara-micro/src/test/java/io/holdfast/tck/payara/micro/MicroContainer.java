package io.holdfast.tck.payara.micro;

import io.holdfast.testsupport.process.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Starts one Payara Micro and deploys to it while it runs. Ours, because the ready adapter starts a virtual machine for each
 * archive, which takes most of the time of these tests.
 *
 * <p><strong>Threading:</strong> called by Arquillian, one deployment at a time.
 */
public final class MicroContainer implements DeployableContainer<MicroConfiguration> {

    private static final String HOST = "127.0.0.1";
    private static final String RUNNER = "ArquillianServletRunnerEE9";
    private static final String WAR = ".war";

    private MicroConfiguration configuration;
    private Path folder;
    private MicroProcess server;

    @Override
    public Class<MicroConfiguration> getConfigurationClass() {
        return MicroConfiguration.class;
    }

    @Override
    public void setup(MicroConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public void start() throws LifecycleException {
        try {
            folder = Files.createTempDirectory("holdfast-tck");
            server = MicroProcess.start(
                    MicroConfiguration.jar(),
                    folder,
                    configuration.log(),
                    configuration.vmOptions(),
                    configuration.options());
        } catch (IOException e) {
            deleteFolder();
            throw new LifecycleException("Payara Micro did not start", e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path file = folder.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        try {
            server.tell(MicroServer.DEPLOY + file);
        } catch (IOException e) {
            throw new DeploymentException("The archive " + archive.getName() + " could not be deployed", e);
        }
        HTTPContext context = new HTTPContext(HOST, configuration.getHttpPort());
        return new ProtocolMetaData().addContext(context.add(new Servlet(RUNNER, "/" + nameOf(archive))));
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            server.tell(MicroServer.UNDEPLOY + nameOf(archive));
        } catch (IOException e) {
            throw new DeploymentException("The archive " + archive.getName() + " could not be undeployed", e);
        }
    }

    private static String nameOf(Archive<?> archive) {
        return archive.getName().substring(0, archive.getName().length() - WAR.length());
    }

    @Override
    public void stop() throws LifecycleException {
        server.close();
        deleteFolder();
    }

    private void deleteFolder() throws LifecycleException {
        try {
            FileTrees.delete(folder);
        } catch (IOException e) {
            throw new LifecycleException("The folder of Payara Micro could not be deleted", e);
        }
    }
}
