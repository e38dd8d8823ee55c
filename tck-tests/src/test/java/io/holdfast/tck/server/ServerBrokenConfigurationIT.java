package io.holdfast.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.beans.BrokenConfigurationIT;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final Path LOG = Path.of(System.getProperty("server.log", "no-server.log"));

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
        int before = log().length();
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        String logged = log().substring(before);
        if (failure == null) {
            // Payara Micro tells nobody else, and runs on without the application.
            deployer.undeploy(deployment);
            assertThat(logged).as("log of the failed deployment").contains("DeploymentException");
            return logged;
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text + logged;
    }

    private static String log() throws IOException {
        return Files.exists(LOG) ? Files.readString(LOG, StandardCharsets.UTF_8) : "";
    }
}
