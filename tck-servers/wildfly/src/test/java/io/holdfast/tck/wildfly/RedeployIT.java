package io.holdfast.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.server.ServerProcess;
import io.holdfast.tck.server.WorkingServlet;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Holdfast leaves behind in a server that goes on running: no thread, no connection, no registry that piles up. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {

    private static final int ROUNDS = 10;
    private static final String RUNTIME = "io.holdfast.internal.registry.HoldfastRuntime";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ArquillianResource
    Deployer deployer;

    private final HttpClient client = HttpClient.newHttpClient();

    @Deployment(name = "one", managed = false)
    static WebArchive one() {
        return named("one", Deployments.single());
    }

    @Deployment(name = "two", managed = false)
    static WebArchive two() {
        return named("two", Deployments.single());
    }

    @Deployment(name = "broken", managed = false)
    static WebArchive broken() {
        return named("broken", Deployments.single().with("holdfast.pool.max-size", "-1"));
    }

    private static WebArchive named(String path, Deployments deployments) {
        return deployments
                .of(WorkingServlet.class)
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><context-root>/" + path + "</context-root></jboss-web>"),
                        "jboss-web.xml");
    }

    @Test
    void leavesNothingBehindAfterTenRedeploymentsBesideAnotherApplication() throws Exception {
        ServerProcess server = ServerProcess.find();
        deployer.deploy("two");
        try {
            work("two");
            for (int i = 0; i < ROUNDS; i++) {
                deployer.deploy("one");
                work("one");
                deployer.undeploy("one");
                work("two");
            }
            // The neighbour is served as before, and there is one of everything: its own.
            awaitLiving(server, RUNTIME, 1);
            assertThat(server.threads("holdfast")).hasSizeLessThanOrEqualTo(1);
        } finally {
            deployer.undeploy("two");
        }
        awaitNothing(server);
    }

    @Test
    void leavesNothingOpenWhenADeploymentIsRefused() throws Exception {
        assertThatThrownBy(() -> deployer.deploy("broken")).hasStackTraceContaining("holdfast.pool.max-size");

        awaitNothing(ServerProcess.find());
    }

    private void work(String path) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + System.getProperty("server.port.http") + "/" + path + "/work"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("done");
    }

    private static void awaitNothing(ServerProcess server) {
        // WildFly itself holds on to the application that was there last.
        Await.until("no more than one registry is in memory", PATIENCE, () -> server.living(RUNTIME) <= 1);
        Await.until(
                "no thread of Holdfast is left",
                PATIENCE,
                () -> server.threads("holdfast").isEmpty());
        Await.until("no connection is left", PATIENCE, () -> connections() == 0);
    }

    // One per class loader: living ones tell how many applications the virtual machine still holds.
    private static void awaitLiving(ServerProcess server, String type, int count) {
        Await.until(count + " living " + type, PATIENCE, () -> server.living(type) == count);
    }

    private static int connections() throws Exception {
        return Integer.parseInt(PostgresCluster.shared()
                .primary()
                .query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holdfast'"));
    }
}
