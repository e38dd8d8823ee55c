package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.testsupport.Await;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One unit of work per request, whatever way the request takes through the container. */
class RequestsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final WorkServlet WORK = new WorkServlet();
    private static final ExecutorService ELSEWHERE = Executors.newSingleThreadExecutor();
    private static WebServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new WebServer("requests")
                .set("web.tenant.sources", "header")
                .servlet("/work", WORK)
                .servlet("/page", new ServletCode(RequestsIT::page))
                .servlet("/async", new ServletCode(RequestsIT::async))
                .servlet("/async-at-once", new ServletCode(RequestsIT::asyncAtOnce))
                .servlet("/async-complete", new ServletCode(RequestsIT::asyncComplete))
                .servlet("/leak", new ServletCode(RequestsIT::leak))
                .servlet("/broken", new ServletCode(RequestsIT::broken))
                .errorPage(599, "/page")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        ELSEWHERE.shutdownNow();
        server.close();
    }

    @BeforeEach
    void forget() {
        WORK.units().clear();
    }

    @Test
    void readsItsOwnWritesAndTheNextRequestReadsTheReplica() throws Exception {
        assertThat(get("/work?do=read,write,read")).isEqualTo("acme r1 primary primary pinned");
        assertThat(get("/work?do=read")).isEqualTo("acme r1");
        assertEnded(2);
    }

    @Test
    void keepsThePinAcrossAnAsynchronousDispatchFromAnotherThread() throws Exception {
        assertThat(get("/async")).isEqualTo("acme primary pinned");
        assertEnded(1);
    }

    @Test
    void keepsThePinWhenTheDispatchIsAskedForBeforeTheFirstReturns() throws Exception {
        assertThat(get("/async-at-once")).isEqualTo("acme primary pinned");
        assertEnded(1);
    }

    @Test
    void endsTheUnitWhenAnAsynchronousRequestCompletesWithoutADispatch() throws Exception {
        assertThat(get("/async-complete")).isEqualTo("done");
        assertEnded(1);
    }

    @Test
    void theErrorPageReadsInTheUnitThatFailed() throws Exception {
        assertThat(get("/broken")).isEqualTo("acme primary pinned");
        assertEnded(1);
    }

    @Test
    void workersKeepNothing() throws Exception {
        assertThat(get("/work?do=write")).isEqualTo("acme primary pinned");
        assertThat(get("/async")).isEqualTo("acme primary pinned");
        assertThat(get("/leak")).isEqualTo("leaked");

        Holdfast holdfast = server.bean(Holdfast.class);
        Await.until("the worker is idle again", SOON, () -> server.idleWorkers() >= 5);
        server.onWorkers(5, () -> {
            assertThat(holdfast.currentTenant()).isEmpty();
            return null;
        });
        assertThat(get("/work?do=read")).isEqualTo("acme r1");
    }

    private static String get(String path) throws Exception {
        return server.get(path, "X-Tenant", "acme").body();
    }

    private static void assertEnded(int units) {
        assertThat(WORK.units()).hasSize(units);
        WORK.units().forEach(unit -> {
            Await.until("the unit has ended", SOON, unit::isEnded);
            assertThat(unit.end()).isFalse();
        });
    }

    private static void async(HttpServletRequest request, HttpServletResponse response) {
        WorkServlet.work("write");
        AsyncContext cycle = request.startAsync();
        ELSEWHERE.execute(() -> cycle.dispatch("/work?do=read"));
    }

    private static void asyncAtOnce(HttpServletRequest request, HttpServletResponse response) {
        WorkServlet.work("write");
        request.startAsync().dispatch("/work?do=read");
    }

    private static void asyncComplete(HttpServletRequest request, HttpServletResponse response) {
        WORK.units().add(RequestState.of(request).unit());
        AsyncContext cycle = request.startAsync();
        ELSEWHERE.execute(() -> {
            try {
                cycle.getResponse().getWriter().print("done");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                cycle.complete();
            }
        });
    }

    private static void leak(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WorkServlet.bean(Holdfast.class).begin("globex");
        response.getWriter().print("leaked");
    }

    private static void broken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WorkServlet.work("write");
        response.sendError(599);
    }

    private static void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WORK.units().add(RequestState.of(request).unit());
        response.getWriter().print(WorkServlet.work("read"));
    }
}
