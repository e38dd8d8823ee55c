package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose request it is, over HTTP. */
class TenantsIT {

    private static final WorkServlet WORK = new WorkServlet();
    private static WebServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new WebServer("tenants", HeaderResolver.class)
                .set("web.tenant.sources", "principal,jwt,header,path,resolver")
                .set("web.tenant.principal-after", "@")
                .set("web.tenant.path-segment", "2")
                .outer(new Identities())
                .servlet("/t/*", WORK)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Test-User, ann@acme, acme",
        "Test-Token, globex, globex",
        "X-Tenant, acme, acme",
        "Own-Tenant, globex, globex"
    })
    void servesTheTenantOf(String header, String value, String tenant) throws Exception {
        assertThat(server.get("/t/?do=read", header, value).body()).isEqualTo(tenant + " r1");
    }

    @Test
    void servesTheTenantOfThePath() throws Exception {
        assertThat(server.get("/t/globex/orders?do=read").body()).isEqualTo("globex r1");
    }

    @Test
    void theFirstSourceWins() throws Exception {
        assertThat(server.get("/t/globex", "X-Tenant", "acme", "Own-Tenant", "globex")
                        .body())
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @CsvSource({"Test-User, ann@acme", "Test-Token, acme"})
    void whatTheClientSaysMustAgreeWithWhoItIs(String header, String value) throws Exception {
        assertProblem(server.get("/t/", header, value, "X-Tenant", "globex"), 403);
        assertProblem(server.get("/t/globex", header, value), 403);
        assertThat(server.get("/t/acme", header, value, "X-Tenant", "acme").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anIdentityWithoutATenantIsRefused() throws Exception {
        assertProblem(server.get("/t/", "Test-User", "ann@no tenant"), 403);
    }

    @Test
    void anUnknownTenantIsNotFound() throws Exception {
        assertProblem(server.get("/t/", "X-Tenant", "initech"), 404);
    }

    @Test
    void anAbsentTenantIsRefusedAtTheFirstNeedWhenTheApplicationIsAsked() throws Exception {
        assertThat(server.get("/t/").body()).isEqualTo("none");
        assertProblem(server.get("/t/?do=read"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "acme'; DROP TABLE orders --", "acme,globex", "acme\tx", "-"})
    void aMalformedHeaderIsRefusedWithoutRepeatingIt(String value) throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            HttpResponse<String> response = server.get("/t/", "X-Tenant", value);

            assertProblem(response, 400);
            assertThat(response.body()).doesNotContain(value);
            assertThat(String.join("\n", log.lines())).doesNotContain(value);
        }
    }

    @Test
    void aRepeatedHeaderIsRefusedAndLoggedOnce() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            assertProblem(server.get("/t/", "X-Tenant", "acme", "X-Tenant", "acme"), 400);
            assertProblem(server.get("/t/", "X-Tenant", "acme", "X-Tenant", "globex"), 400);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("HOLDF00802")
                    .doesNotContain("globex");
        }
    }

    @Test
    void aHeaderOfTenThousandCharactersIsRefused() throws Exception {
        assertProblem(server.get("/t/", "X-Tenant", "a".repeat(10_000)), 400);
    }

    // The JDK's client does not send such a header.
    @Test
    void aHeaderThatIsNotAsciiIsRefused() throws Exception {
        String answer =
                raw("GET /shop/t/ HTTP/1.1\r\nHost: localhost\r\nX-Tenant: acm\u00e9\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body())
                .contains("\"status\":" + status)
                .doesNotContain("HOLDF")
                .doesNotContain("xception");
    }
}
