package io.holdfast.tck.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Deployments;
import io.holdfast.tck.Requirement;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data errors of resources of Jakarta REST, whose runtime answers exceptions itself. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestResourcesIT {

    @ArquillianResource
    URL application;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants()
                .with("holdfast.web.tenant.sources", "header")
                .with("holdfast.web.tenant.header", "X-Tenant")
                .of(RestRoot.class, RestWork.class, CommitMapper.class);
    }

    // What the server calls the address may have the path of the resources or not.
    static HttpResponse<String> send(URL application, String path) throws Exception {
        String root = application.toString().replaceFirst("rest/?$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + "rest/failing/" + path))
                .header("X-Tenant", "acme")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path) throws Exception {
        return send(application, path);
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body())
                .contains("\"status\":" + status)
                .doesNotContain("HOLDF", "xception", "jdbc:", "nobody", "53300");
    }

    @Test
    @Requirement(id = "SERVER-REST", promise = "An unknown tenant of a Jakarta REST resource is answered as a problem")
    void unknownTenantIsAnsweredAsAProblem() throws Exception {
        assertProblem(send("unknown-tenant"), 404);
    }

    @Test
    @Requirement(
            id = "SERVER-REST",
            promise = "A duplicate is answered as a conflict, though the exception is a checked one")
    void duplicateIsAnsweredAsAConflict() throws Exception {
        assertProblem(send("duplicate"), 409);
    }

    @Test
    @Requirement(id = "SERVER-REST", promise = "Who may try again is told so, and nothing else")
    void overloadIsAnsweredWithRetryAfter() throws Exception {
        HttpResponse<String> response = send("overloaded");

        assertProblem(response, 503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    @Requirement(id = "SERVER-REST", promise = "A commit that fails behind a resource is answered by its reason")
    void failedCommitIsAnsweredByItsReason() throws Exception {
        HttpResponse<String> response = send("commit");

        // Said by the module of each server: Payara and GlassFish do not tell a mapper that a commit was rolled back.
        int expected = Integer.getInteger("failed-commit.status");
        if (expected == 409) {
            assertProblem(response, expected);
        } else {
            assertThat(response.statusCode()).isEqualTo(expected);
        }
    }
}
