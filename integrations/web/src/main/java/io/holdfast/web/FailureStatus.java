package io.holdfast.web;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The answer to a data error.
 *
 * <p><strong>Threading:</strong> immutable.
 */
enum FailureStatus {
    /** No tenant, or none that could be one. */
    TENANT_ABSENT(
            HttpServletResponse.SC_BAD_REQUEST, "Bad Request", "The request names no tenant, or a malformed one."),
    /** A tenant that there is not. */
    TENANT_UNKNOWN(HttpServletResponse.SC_NOT_FOUND, "Not Found", "There is no such tenant."),
    /** Somebody else was there first. */
    CONFLICT(HttpServletResponse.SC_CONFLICT, "Conflict", "The request conflicts with the present state of the data."),
    /** Nothing happened, and later it may. */
    UNAVAILABLE(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            "Service Unavailable",
            "The data is not available now. The request was not carried out; try again later."),
    /** Anything else: a mistake on this side, or an outcome that nobody knows. */
    INTERNAL(
            HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
            "Internal Server Error",
            "The request could not be carried out.");

    private final int status;
    private final String title;
    private final String detail;

    FailureStatus(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    static FailureStatus of(DataErrorDetails details) {
        DataErrorKind kind = details.kind();
        return switch (kind) {
            case TENANT -> details.tenant() == null ? TENANT_ABSENT : TENANT_UNKNOWN;
            case ROLLED_BACK, DUPLICATE, CONSTRAINT -> CONFLICT;
            // "Try again" is no advice for what may have happened already.
            case CONNECTION_LOST, WRONG_ROLE, OVERLOADED, TIMED_OUT -> details.isRetryable() ? UNAVAILABLE : INTERNAL;
            default -> INTERNAL;
        };
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }
}
