package io.holdfast.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * How the servlet filter finds the tenant of a request.
 *
 * @param sources where to look, in this order
 * @param header the name of the header
 * @param claim the name of the claim
 * @param principalAfter the text after whose last occurrence the tenant stands in the name of the principal; empty: the whole name
 * @param pathSegment which segment of the path behind the context path, from 1
 * @param domain the domain whose sub-domains are tenants; set if a source needs it
 * @param required whether a request without a tenant is refused before the application sees it
 * @param retryAfterSeconds what a client is told to wait when there is no capacity
 */
public record WebConfig(
        List<Source> sources,
        String header,
        String claim,
        Optional<String> principalAfter,
        int pathSegment,
        Optional<String> domain,
        boolean required,
        long retryAfterSeconds) {

    /** Where a tenant may be named. */
    public enum Source {
        /** The name of the authenticated principal. */
        PRINCIPAL(true),
        /** A claim of the verified MicroProfile JSON web token. */
        JWT(true),
        /** A header. */
        HEADER(false),
        /** A segment of the path. */
        PATH(false),
        /** A sub-domain. */
        SUBDOMAIN(false),
        /** The application's {@code TenantResolver} bean. */
        RESOLVER(false);

        private final boolean verified;

        Source(boolean verified) {
            this.verified = verified;
        }

        /**
         * Tells whether the container has verified what this source says; the rest is whatever the client likes.
         *
         * @return true for the principal and the claim
         */
        public boolean isVerified() {
            return verified;
        }
    }
}
