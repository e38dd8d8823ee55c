package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data errors that nobody caught, over HTTP. */
class ProblemsIT {

    private static WebServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new WebServer("problems")
                .set("web.retry-after", "7s")
                .servlet("/fail", new ServletCode(ProblemsIT::fail))
                .servlet("/late", new ServletCode(ProblemsIT::failLate))
                .servlet("/commit", new ServletCode(ProblemsIT::failCommit))
                .servlet("/clean-up", new ServletCode(ProblemsIT::failAndCleanUp))
                .servlet("/other", new ServletCode((request, response) -> {
                    throw new IllegalArgumentException("the application's own");
                }))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DUPLICATE, 409, Conflict",
        "ROLLED_BACK, 409, Conflict",
        "OVERLOADED, 503, Service Unavailable",
        "CONNECTION_LOST, 503, Service Unavailable",
        "OUTCOME_UNKNOWN, 500, Internal Server Error",
        "CONFIG, 500, Internal Server Error",
        "TENANT, 400, Bad Request"
    })
    void answersWithAProblemThatTellsNothing(DataErrorKind kind, int status, String title) throws Exception {
        HttpResponse<String> response = server.get("/fail?kind=" + kind);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.headers().firstValue("Outer")).hasValue("kept");
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(response.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status)
                .doesNotContain("secret")
                .doesNotContain("half an answer");
    }

    @Test
    void tellsHowLongToWait() throws Exception {
        assertThat(server.get("/fail?kind=OVERLOADED").headers().firstValue("Retry-After"))
                .hasValue("7");
    }

    @Test
    void writesNothingIntoAnAnswerThatIsOnItsWay() throws Exception {
        try {
            HttpResponse<String> response = server.get("/late");

            assertThat(response.body()).doesNotContain("about:blank");
        } catch (IOException expected) {
            // The container may break the connection off, which is the clearest sign of all.
            assertThat(expected).isNotNull();
        }
    }

    @Test
    void answersAFailedCommitByWhatTheTransactionManagerPutAside() throws Exception {
        HttpResponse<String> response = server.get("/commit");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("about:blank").doesNotContain("secret");
    }

    @Test
    void isNotMistakenByWhatFailedWhileTheApplicationCleanedUp() throws Exception {
        HttpResponse<String> response = server.get("/clean-up");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("about:blank");
    }

    @Test
    void leavesOtherFailuresToTheContainer() throws Exception {
        HttpResponse<String> response = server.get("/other");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("about:blank");
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Outer", "kept");
        response.getWriter().print("half an answer");
        DataErrorKind kind = DataErrorKind.valueOf(request.getParameter("kind"));
        DataErrorDetails details = DataErrorDetails.of(kind);
        if (kind == DataErrorKind.DUPLICATE) {
            throw new ServletException("wrapped", new DataSQLException("secret table", details));
        }
        throw new DataException("secret table", details);
    }

    private static void failLate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("half an answer");
        response.flushBuffer();
        throw new DataException("secret table", DataErrorDetails.of(DataErrorKind.OVERLOADED));
    }

    private static void failCommit(HttpServletRequest request, HttpServletResponse response) {
        Exception commit = new XAException("secret");
        commit.addSuppressed(DataErrors.translate(new SQLException("secret", "23505"), null, FailedCall.COMMIT));
        throwAsItIs(commit);
    }

    private static void failAndCleanUp(HttpServletRequest request, HttpServletResponse response) {
        IllegalStateException own = new IllegalStateException("the application's own");
        own.addSuppressed(DataErrors.translate(new SQLException("secret", "08006"), null, FailedCall.ACQUIRE));
        throw own;
    }

    // As an interceptor does, from a method that declares nothing.
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwAsItIs(Exception failure) throws E {
        throw (E) failure;
    }
}
