package io.holdfast.tck.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that come over the wire, through the filter that the JAR registers by itself. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@RequiresReplica
class HttpRequestsIT {

    private static final Path LOG = Path.of(System.getProperty("server.log", "no-server.log"));
    private static final String TENANT = "X-Tenant";

    @ArquillianResource
    URL application;

    private final HttpClient client = HttpClient.newHttpClient();

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants()
                .with("holdfast.web.tenant.sources", "header")
                .with("holdfast.web.tenant.header", TENANT)
                .of(RequestServlet.class);
    }

    private HttpRequest request(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(application + "work?" + query));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> send(String query, String... headers) throws Exception {
        return client.send(request(query, headers), HttpResponse.BodyHandlers.ofString());
    }

    private String told(String query, String tenant) throws Exception {
        HttpResponse<String> response = send(query, TENANT, tenant);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains("\"status\":" + status).doesNotContain("HOLDF", "xception", "jdbc:");
    }

    private static String log() throws IOException {
        return Files.exists(LOG) ? Files.readString(LOG, StandardCharsets.UTF_8) : "";
    }

    @Test
    @Requirement(id = "SERVER-HTTP", promise = "Each request is served for the tenant that its header names")
    void requestIsServedForItsTenant() throws Exception {
        assertThat(told("do=read,write", "acme")).isEqualTo("acme@replica acme@primary");
        assertThat(told("do=read,write", "globex")).isEqualTo("globex@replica globex@primary");
        assertThat(told("do=read,write", "initech")).isEqualTo("public@replica public@primary");
    }

    @Test
    @Requirement(id = "SERVER-HTTP", promise = "Requests of two tenants at the same time never see each other's rows")
    void requestsOfTwoTenantsAtOnceStayApart() {
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            running.add(client.sendAsync(
                    request("do=read,write,read", TENANT, i % 2 == 0 ? "acme" : "globex"),
                    HttpResponse.BodyHandlers.ofString()));
        }

        for (int i = 0; i < running.size(); i++) {
            String tenant = i % 2 == 0 ? "acme" : "globex";
            assertThat(running.get(i).join().body())
                    .isEqualTo(String.format("%1$s@replica %1$s@primary %1$s@primary", tenant));
        }
    }

    @Test
    @Requirement(
            id = "SERVER-HTTP",
            promise = "A request that has written reads from the primary; the next one is free again")
    void pinLastsAsLongAsTheRequest() throws Exception {
        String name = Entries.newName();

        assertThat(told("do=read,pin,store,pin,read&name=" + name, "acme"))
                .isEqualTo("acme@replica false stored true acme@primary");
        assertThat(told("do=pin,read", "acme")).isEqualTo("false acme@replica");
        assertThat(Trio.portsOfThisMachine().stored("acme", name)).isOne();
    }

    @Test
    @Requirement(id = "SERVER-HTTP", promise = "An asynchronous dispatch keeps tenant and pin of its request")
    void asynchronousDispatchKeepsTenantAndPin() throws Exception {
        assertThat(told("do=read,write&then=read,pin", "globex"))
                .isEqualTo("globex@replica globex@primary globex@primary true");
        assertThat(told("do=read&then=read,pin", "globex")).isEqualTo("globex@replica globex@replica false");
    }

    @Test
    @Requirement(
            id = "SERVER-HTTP",
            promise = "A data error that nobody caught is answered with its status, and rolled back")
    void dataErrorIsAnsweredAsAProblem() throws Exception {
        String name = Entries.newName();

        assertThat(told("do=store&name=" + name, "acme")).isEqualTo("stored");
        HttpResponse<String> again = send("do=store&name=" + name, TENANT, "acme");

        assertProblem(again, 409);
        assertThat(again.body()).doesNotContain(name);
        assertThat(told("do=store&name=" + name, "globex")).as("another tenant").isEqualTo("stored");
    }

    @Test
    @Requirement(
            id = "SERVER-HTTP",
            promise = "A commit that fails is answered by its reason, where the server tells it")
    void failedCommitIsAnsweredByItsReason() throws Exception {
        HttpResponse<String> response = send("do=break-the-commit", TENANT, "acme");

        // Said by the module of each server: most do not tell why a commit was rolled back.
        if (Boolean.getBoolean("failed-commit.reason-is-told")) {
            assertProblem(response, 409);
        } else {
            assertThat(response.statusCode()).isEqualTo(500);
        }
    }

    @Test
    @Requirement(
            id = "SERVER-HTTP-REFUSED",
            promise = "No tenant, an unknown one, one with a path or SQL in it, two at once")
    void badTenantIsRefused() throws Exception {
        String before = log();

        assertProblem(send("do=read"), 400);
        assertProblem(send("do=read", TENANT, "nobody"), 404);
        assertProblem(send("do=read", TENANT, "../../etc/passwd"), 400);
        assertProblem(send("do=read", TENANT, "acme'; DROP TABLE entry --"), 400);
        assertProblem(send("do=read", TENANT, "acme", TENANT, "globex"), 400);
        assertProblem(send("do=read", TENANT, "acme", TENANT, "acme"), 400);

        String logged = log().substring(before.length());
        assertThat(logged).doesNotContain("etc/passwd").doesNotContain("DROP TABLE");
        assertThat(logged.split("HOLDF00802", -1)).as("once for each reason").hasSizeLessThanOrEqualTo(3);
    }

    // Some servers take no header of that length themselves, and answer without asking the application.
    @Test
    @Requirement(id = "SERVER-HTTP-REFUSED", promise = "A tenant of ten thousand characters is refused")
    void endlessTenantIsRefused() throws Exception {
        HttpResponse<String> response = send("do=read", TENANT, "a".repeat(10_000));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).doesNotContain("aaaa");
    }

    // The client of the JDK does not send such a header.
    @Test
    @Requirement(id = "SERVER-HTTP-REFUSED", promise = "A tenant that is not ASCII is refused")
    void tenantThatIsNotAsciiIsRefused() throws Exception {
        try (Socket socket = new Socket(application.getHost(), application.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + application.getPath() + "work?do=read HTTP/1.1\r\nHost: localhost\r\n" + TENANT
                                    + ": acm\u00e9\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            // Payara and GlassFish refuse it themselves, without a word.
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .containsAnyOf("application/problem+json", "Content-Length: 0");
        }
    }
}
