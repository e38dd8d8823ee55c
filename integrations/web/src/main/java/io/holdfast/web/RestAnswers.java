package io.holdfast.web;

import io.holdfast.error.DataFailure;
import io.holdfast.internal.config.WebConfig;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/**
 * The filter's answers to data errors, for Jakarta REST: its runtimes answer exceptions themselves, before the filter sees them, and
 * RESTEasy tells the client the message.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class RestAnswers {

    private RestAnswers() {}

    static Response of(DataFailure failure) {
        FailureStatus status = FailureStatus.of(failure.details());
        WebMessages.answered(status, (Throwable) failure, (Throwable) failure);
        Response.ResponseBuilder response = Response.status(status.status())
                .type(Problems.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(Problems.body(status.status(), status.title(), status.detail())
                        .getBytes(StandardCharsets.US_ASCII));
        if (status == FailureStatus.UNAVAILABLE) {
            response.header("Retry-After", retryAfterSeconds());
        }
        return response.build();
    }

    private static long retryAfterSeconds() {
        return CDI.current().select(WebConfig.class).get().retryAfterSeconds();
    }
}
