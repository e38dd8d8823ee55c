package io.holdfast.web;

import io.holdfast.error.DataException;
import io.holdfast.error.DataFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers with {@code application/problem+json} (RFC 9457). The body is one of a few fixed texts: nothing of the failure, of the
 * database or of the request is in it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class Problems {

    static final String MEDIA_TYPE = "application/problem+json";

    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    void refuse(TenantRefusal refusal, HttpServletResponse response) throws IOException {
        refusals.log(refusal.reason());
        int status = refusal.reason().status();
        write(status, title(status), refusal.reason().words(), response);
    }

    private static String title(int status) {
        return status == HttpServletResponse.SC_FORBIDDEN ? "Forbidden" : "Bad Request";
    }

    /** Answers if there is a data error in it and still something to say. */
    boolean answerAny(Throwable failure, HttpServletResponse response, long retryAfterSeconds) throws IOException {
        Optional<DataFailure> found = DataFailures.find(failure);
        if (found.isEmpty() || response.isCommitted()) {
            return false;
        }
        return answer(found.get(), failure, response, retryAfterSeconds);
    }

    void answer(DataException failure, HttpServletResponse response, long retryAfterSeconds) throws IOException {
        answer(failure, failure, response, retryAfterSeconds);
    }

    private static boolean answer(
            DataFailure found, Throwable failure, HttpServletResponse response, long retryAfterSeconds)
            throws IOException {
        FailureStatus status = FailureStatus.of(found.details());
        WebMessages.answered(status, (Throwable) found, failure);
        if (status == FailureStatus.UNAVAILABLE) {
            response.setHeader("Retry-After", Long.toString(retryAfterSeconds));
        }
        write(status.status(), status.title(), status.detail(), response);
        return true;
    }

    static String body(int status, String title, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail
                + "\"}";
    }

    private static void write(int status, String title, String detail, HttpServletResponse response)
            throws IOException {
        byte[] body = body(status, title, detail).getBytes(StandardCharsets.US_ASCII);
        // Headers stay: filters further out have set theirs, for instance for other origins.
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        try {
            OutputStream out = response.getOutputStream();
            out.write(body);
        } catch (IllegalStateException e) {
            // The application has asked for the writer already; the body is ASCII, so its encoding does not matter.
            response.getWriter().write(new String(body, StandardCharsets.US_ASCII));
        }
    }
}
