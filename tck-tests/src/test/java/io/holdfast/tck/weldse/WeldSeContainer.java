package io.holdfast.tck.weldse;

import io.holdfast.testsupport.jta.NarayanaVolatileStore;
import io.holdfast.testsupport.process.FileTrees;
import jakarta.enterprise.inject.spi.BeanManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;

/**
 * Boots one Weld per deployment on the exploded archive.
 *
 * <p>Discovery stays on: classes that are handed over one by one would all become beans, whatever their annotations say.
 *
 * <p><strong>Threading:</strong> called by Arquillian, one deployment at a time.
 */
public final class WeldSeContainer implements DeployableContainer<WeldSeConfiguration> {

    @Inject
    @DeploymentScoped
    private InstanceProducer<BeanManager> beanManager;

    @Inject
    @DeploymentScoped
    private InstanceProducer<RunningArchive> running;

    @Override
    public Class<WeldSeConfiguration> getConfigurationClass() {
        return WeldSeConfiguration.class;
    }

    @Override
    public void start() {
        NarayanaVolatileStore.use();
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        try {
            RunningArchive started = boot(archive);
            running.set(started);
            beanManager.set(started.container().getBeanManager());
            return new ProtocolMetaData();
        } catch (IOException e) {
            throw new DeploymentException("The archive " + archive.getName() + " could not be exploded", e);
        }
    }

    static RunningArchive boot(Archive<?> archive) throws IOException {
        Path folder = Files.createTempDirectory("holdfast-tck");
        boolean booted = false;
        try {
            RunningArchive started = RunningArchive.boot(folder, explode(archive, folder));
            booted = true;
            return started;
        } finally {
            if (!booted) {
                FileTrees.delete(folder);
            }
        }
    }

    private static Path explode(Archive<?> archive, Path folder) throws IOException {
        Path war = archive.as(ExplodedExporter.class)
                .exportExploded(folder.toFile(), "app.war")
                .toPath();
        Path classes = war.resolve("WEB-INF/classes");
        Files.createDirectories(classes.resolve("META-INF"));
        Files.copy(war.resolve("WEB-INF/beans.xml"), classes.resolve("META-INF/beans.xml"));
        return classes;
    }

    @Override
    public void undeploy(Archive<?> archive) {
        RunningArchive started = running.get();
        if (started != null) {
            started.close();
        }
    }
}
