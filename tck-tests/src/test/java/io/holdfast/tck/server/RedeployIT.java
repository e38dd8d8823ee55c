package io.holdfast.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.transaction.Managers;
import io.holdfast.tck.transaction.RecordingXaResource;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Holdfast leaves behind in a server that goes on running: no thread, no connection, no driver, no class loader. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public abstract class RedeployIT {

    // One keeps time, eight deliver, three work with the database.
    private static final int THREADS_OF_ONE_RELAY = 12;
    private static final String RUNTIME = "io.holdfast.internal.registry.HoldfastRuntime";
    private static final String DRIVER = "org.postgresql.Driver";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ArquillianResource
    Deployer deployer;

    // Not version 2: its requests share a connection.
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerProcess server;
    private long driversBefore;

    @Deployment(name = "one", managed = false, testable = false)
    static WebArchive one() {
        return named("one", Deployments.tenants());
    }

    @Deployment(name = "two", managed = false, testable = false)
    static WebArchive two() {
        return named("two", Deployments.single());
    }

    @Deployment(name = "broken", managed = false, testable = false)
    static WebArchive broken() {
        return named("broken", Deployments.single().with("holdfast.pool.max-size", "-1"));
    }

    @Deployment(name = "misnamed", managed = false, testable = false)
    static WebArchive misnamed() {
        return named(
                        "misnamed",
                        Deployments.single()
                                .with("holdfast.outbox.channel.open.publisher", "opening")
                                .with("holdfast.datasource.other.dialect", "postgresql")
                                .with("holdfast.datasource.other.primary.jndi", "java:comp/env/jdbc/NoSuchName"))
                .addClass(OpeningPublisher.class);
    }

    @Deployment(name = "neutral", managed = false, testable = false)
    static WebArchive neutral() {
        return ShrinkWrap.create(WebArchive.class, "neutral.war")
                .addClasses(NeutralServlet.class, Managers.class, RecordingXaResource.class);
    }

    // The name of the file becomes the context root.
    private static WebArchive named(String name, Deployments deployments) {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, name + ".war")
                .merge(deployments.of(
                        WorkingServlet.class, WorkHandler.class, OwnDriver.class, ClassLoaderWitness.class));
        new LibraryProcessor().process(archive, null);
        return archive;
    }

    /** Whether the server itself lets an application go that it has undeployed; if not, nothing is looked for in its memory. */
    protected boolean forgetsApplications() {
        return true;
    }

    /** How often the application is deployed again. */
    protected int redeployments() {
        return 10;
    }

    @BeforeEach
    void countDriversOfTheServer() throws Exception {
        // Some adapters start their server no sooner.
        deployer.deploy("neutral");
        server = ServerProcess.find();
        letWorkersGo();
        Map<String, Long> living = server.living();
        if (forgetsApplications()) {
            assertThat(living).as("registries left by other tests").doesNotContainKey(RUNTIME);
        }
        // The server may hold one application of another test for good, see NeutralServlet.
        driversBefore = count(living, DRIVER);
    }

    @AfterEach
    void undeployNeutral() {
        deployer.undeploy("neutral");
    }

    @Test
    @Requirement(
            id = "DESIGN-4-UNDEPLOY",
            promise = "Redeployments leave no thread, connection, driver or class loader")
    void leavesNothingBehindAfterRedeploymentsBesideAnotherApplication() throws Exception {
        deployer.deploy("two");
        try {
            work("two");
            for (int i = 0; i < redeployments(); i++) {
                deployer.deploy("one");
                work("one");
                deployer.undeploy("one");
                work("two");
            }
            // The neighbour is served as before, and there is one of everything: its own.
            awaitInMemory(1);
            assertThat(server.threads("holdfast-housekeeper")).hasSizeLessThanOrEqualTo(1);
            assertThat(server.threads("holdfast-outbox")).hasSizeLessThanOrEqualTo(THREADS_OF_ONE_RELAY);
        } finally {
            deployer.undeploy("two");
        }
        awaitNothing();
    }

    @Test
    @Requirement(
            id = "DESIGN-4-UNDEPLOY",
            promise = "A deployment that is refused leaves nothing open and nothing in memory")
    void leavesNothingOpenWhenADeploymentIsRefused() throws Exception {
        assertRefused("broken", "holdfast.pool.max-size");
    }

    @Test
    @Requirement(
            id = "DESIGN-4-UNDEPLOY",
            promise = "A deployment that is refused at the last moment leaves nothing open and nothing in memory")
    void leavesNothingOpenWhenADeploymentIsRefusedAtTheLastMoment() throws Exception {
        assertRefused("misnamed", "holdfast.datasource.other.primary.jndi");
    }

    private void assertRefused(String name, String key) throws Exception {
        ServerLog log = ServerLog.fromHere();
        Throwable failure = catchThrowable(() -> deployer.deploy(name));

        assertThat(failure).isNotNull();
        assertThat(log.after(failure)).contains(key);
        awaitNothingOpen();

        takeAway(name, deployer);
        awaitNothing();
    }

    /** Where a server keeps a refused deployment until somebody takes it away. */
    protected void takeAway(String refused, Deployer deployer) {
        // Most do not.
    }

    private void work(String path) throws Exception {
        assertThat(send(path + "/work").join().body()).isEqualTo("done");
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + System.getProperty("server.port.http") + "/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    // An idle worker of a server holds the last request that it has served, and with it the application; other places
    // are
    // the last one's, too. So the neutral application takes all of them.
    private void letWorkersGo() {
        List<CompletableFuture<HttpResponse<String>>> guests = Stream.generate(() -> send("neutral/meet"))
                .limit(NeutralServlet.GUESTS)
                .toList();
        guests.forEach(guest -> assertThat(guest.join().body()).isEqualTo("met"));
    }

    private void awaitNothing() {
        awaitInMemory(0);
        awaitNothingOpen();
    }

    private void awaitNothingOpen() {
        Await.until(
                "no thread of Holdfast is left",
                PATIENCE,
                () -> server.threads("holdfast").isEmpty());
        Await.until("no connection is left", PATIENCE, () -> connections() == 0);
    }

    private void awaitInMemory(int applications) {
        if (forgetsApplications()) {
            Await.until(applications + " applications are in memory", PATIENCE, () -> {
                letWorkersGo();
                requireInMemory(applications, server.living());
                return true;
            });
        }
    }

    private void requireInMemory(int applications, Map<String, Long> living) {
        long witnesses = count(living, ClassLoaderWitness.class.getName());
        long drivers = count(living, DRIVER) - driversBefore;
        long ownDrivers = count(living, OwnDriver.class.getName());
        if (count(living, RUNTIME) != applications
                || witnesses != applications
                // Those of a deployment that is refused, too: each class loader that has loaded the driver has one.
                || applications == 0 && (drivers > 0 || ownDrivers > 0)) {
            throw new IllegalStateException(count(living, RUNTIME) + " registries, " + witnesses + " class loaders, "
                    + drivers + " and " + ownDrivers + " drivers");
        }
    }

    private static long count(Map<String, Long> living, String type) {
        return living.getOrDefault(type, 0L);
    }

    private static int connections() throws Exception {
        PostgresCluster cluster = PostgresCluster.shared();
        int count = connections(cluster.primary());
        for (PostgresNode standby : cluster.standbys()) {
            count += connections(standby);
        }
        return count;
    }

    private static int connections(PostgresNode node) throws Exception {
        return Integer.parseInt(
                node.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holdfast'"));
    }
}
