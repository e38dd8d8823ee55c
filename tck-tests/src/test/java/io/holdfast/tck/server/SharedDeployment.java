package io.holdfast.tck.server;

import io.holdfast.tck.Deployments;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.container.spi.event.container.BeforeStop;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Leaves an archive that test classes share ({@link Deployments#shared}) in the server until another one is wanted: a deployment
 * takes longer than most tests. The events around a deployment (BeforeDeploy and so on) are fired for the first class only.
 *
 * <p><strong>Threading:</strong> called by Arquillian, one deployment at a time.
 */
final class SharedDeployment {

    // After the observers that say which deployment is at work.
    private static final int INNERMOST = -100;

    @Inject
    @DeploymentScoped
    private InstanceProducer<DeploymentDescription> description;

    @Inject
    @DeploymentScoped
    private InstanceProducer<Deployment> deployment;

    @Inject
    @DeploymentScoped
    private InstanceProducer<ProtocolMetaData> address;

    private Archive<?> kept;
    private ProtocolMetaData addressOfKept;

    void deploy(@Observes(precedence = INNERMOST) EventContext<DeployDeployment> context) throws DeploymentException {
        Deployment wanted = context.getEvent().getDeployment();
        if (isKept(wanted)) {
            description.set(wanted.getDescription());
            deployment.set(wanted);
            address.set(addressOfKept);
            wanted.deployed();
            return;
        }
        takeAway(context.getEvent().getDeployableContainer());
        context.proceed();
        if (Deployments.isShared(archiveOf(wanted))) {
            kept = archiveOf(wanted);
            addressOfKept = address.get();
        }
    }

    void undeploy(@Observes(precedence = INNERMOST) EventContext<UnDeployDeployment> context) {
        Deployment unwanted = context.getEvent().getDeployment();
        if (isKept(unwanted)) {
            unwanted.undeployed();
        } else {
            context.proceed();
        }
    }

    void stop(@Observes BeforeStop event) {
        try {
            takeAway(event.getDeployableContainer());
        } catch (DeploymentException e) {
            // It must be stopped all the same.
            System.getLogger(SharedDeployment.class.getName())
                    .log(System.Logger.Level.WARNING, "A shared archive was not taken away", e);
        }
    }

    private boolean isKept(Deployment other) {
        return kept != null && kept.getName().equals(archiveOf(other).getName());
    }

    private void takeAway(DeployableContainer<?> server) throws DeploymentException {
        if (kept != null) {
            Archive<?> unwanted = kept;
            kept = null;
            server.undeploy(unwanted);
        }
    }

    private static Archive<?> archiveOf(Deployment deployment) {
        DeploymentDescription description = deployment.getDescription();
        return description.testable() ? description.getTestableArchive() : description.getArchive();
    }
}
