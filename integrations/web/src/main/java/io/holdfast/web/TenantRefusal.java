package io.holdfast.web;

import jakarta.servlet.http.HttpServletResponse;

/** A request that is refused for what it says about its tenant. Never carries what it said. */
final class TenantRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TenantRefusal(Reason reason) {
        super(reason.words(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why. */
    enum Reason {
        /** A header that may be there once is there more often: which one counts is a matter of taste. */
        REPEATED(HttpServletResponse.SC_BAD_REQUEST, "The request names its tenant more than once."),
        /** Longer than any tenant id. */
        TOO_LONG(HttpServletResponse.SC_BAD_REQUEST, "The tenant that the request names is too long."),
        /** Not the form of a tenant id. */
        MALFORMED(HttpServletResponse.SC_BAD_REQUEST, "The tenant that the request names is malformed."),
        /** The verified identity has something else than a tenant where the tenant should be. */
        IDENTITY(HttpServletResponse.SC_FORBIDDEN, "The identity of the caller belongs to no tenant."),
        /** The request and the verified identity name different tenants. */
        DISAGREES(
                HttpServletResponse.SC_FORBIDDEN, "The request names another tenant than the identity of the caller.");

        private final int status;
        private final String words;

        Reason(int status, String words) {
            this.status = status;
            this.words = words;
        }

        int status() {
            return status;
        }

        String words() {
            return words;
        }
    }
}
