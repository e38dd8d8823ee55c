package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests without a tenant, and tenants by the host's name. */
class RequiredTenantIT {

    private WebServer server;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void anAbsentTenantIsRefusedBeforeTheApplicationSeesTheRequest() throws Exception {
        server = new WebServer("required").set("web.tenant.sources", "header");
        server.servlet("/", new WorkServlet()).start();

        assertThat(server.get("/").statusCode()).isEqualTo(400);
    }

    @Test
    void anAbsentTenantIsLetThroughIfItNeedNotBeThere() throws Exception {
        server = new WebServer("optional").set("web.tenant.sources", "header").set("web.tenant.required", "false");
        server.servlet("/", new WorkServlet()).start();

        assertThat(server.get("/").body()).isEqualTo("none");
        assertThat(server.get("/?do=read").statusCode()).isEqualTo(400);
    }

    @Test
    void absentAndUnknownTenantsUseTheDefaultIfTheConfigurationSaysSo() throws Exception {
        server = new WebServer("lenient")
                .set("web.tenant.sources", "header")
                .set("tenancy.absent", "default")
                .set("tenancy.unknown", "default")
                .set("datasource.default.primary.url", "jdbc:stub:lenient-default");
        server.servlet("/", new WorkServlet()).start();

        assertThat(server.get("/?do=read").body()).isEqualTo("none primary");
        assertThat(server.get("/?do=read", "X-Tenant", "initech").body()).isEqualTo("initech primary");
    }

    private List<String> loggedAtStart(WebServer starting) throws Exception {
        server = starting;
        try (RecordedLog log = new RecordedLog()) {
            starting.servlet("/", new WorkServlet()).start();
            return log.lines();
        }
    }

    @Test
    void tellsThatNothingNamesTheTenant() throws Exception {
        assertThat(loggedAtStart(new WebServer("nobody")))
                .singleElement()
                .asString()
                .startsWith("HOLDF00806")
                .contains("holdfast.web.tenant.sources", "TenantResolver");
    }

    @Test
    void isSilentWhereABeanNamesTheTenant() throws Exception {
        assertThat(loggedAtStart(new WebServer("resolved", HeaderResolver.class)))
                .isEmpty();
    }

    @Test
    void isSilentWhereAHeaderNamesTheTenant() throws Exception {
        assertThat(loggedAtStart(new WebServer("headed").set("web.tenant.sources", "header")))
                .isEmpty();
    }

    @Test
    void isSilentWhereNobodyNeedsToNameATenant() throws Exception {
        WebServer lenient = new WebServer("silent")
                .set("tenancy.absent", "default")
                .set("datasource.default.primary.url", "jdbc:stub:silent-default");

        assertThat(loggedAtStart(lenient)).isEmpty();
    }

    @Test
    void servesTheTenantOfTheSubDomain() throws Exception {
        server = new WebServer("hosts").set("web.tenant.sources", "subdomain").set("web.tenant.domain", "shop.example");
        server.servlet("/", new WorkServlet()).start();

        assertThat(ofHost("ACME.shop.example")).endsWith("acme r1");
        assertThat(ofHost("a.b.shop.example")).startsWith("HTTP/1.1 400");
        assertThat(ofHost("evilshop.example")).startsWith("HTTP/1.1 400");
    }

    // The JDK's client names the host itself.
    private String ofHost(String host) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            String request = "GET /shop/?do=read HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
