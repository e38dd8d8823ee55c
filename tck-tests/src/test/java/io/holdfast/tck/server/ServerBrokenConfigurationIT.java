package io.holdfast.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.beans.BrokenConfigurationIT;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads the server's log as well: some servers tell their client only that a deployment failed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerBrokenConfigurationIT extends BrokenConfigurationIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = BROKEN, managed = false)
    static WebArchive brokenArchive() {
        return broken();
    }

    @Deployment(name = HOSTILE, managed = false)
    static WebArchive hostileArchive() {
        return hostile();
    }

    @Deployment(name = EMPTY, managed = false)
    static WebArchive emptyArchive() {
        return empty();
    }

    @Override
    protected String failureOf(String deployment) throws IOException {
        ServerLog log = ServerLog.fromHere();
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        assertThat(failure).as("failure of the deployment").isNotNull();
        return log.after(failure);
    }
}
