package io.holdfast.web;

import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.WebConfig.Source;
import io.holdfast.web.TenantRefusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;

/**
 * The text that stands where a source has the tenant. Whether it is a tenant id is not decided here.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class RequestTexts {

    private final WebConfig config;

    RequestTexts(WebConfig config) {
        this.config = config;
    }

    Optional<String> read(Source source, HttpServletRequest request) throws TenantRefusal {
        return switch (source) {
            case PRINCIPAL -> principal(request.getUserPrincipal());
            case JWT -> TokenClaims.claim(request.getUserPrincipal(), config.claim());
            case HEADER -> header(request);
            case PATH -> segment(request);
            case SUBDOMAIN -> subdomain(request.getServerName());
            case RESOLVER -> Optional.empty();
        };
    }

    private Optional<String> principal(Principal principal) {
        if (principal == null || principal.getName() == null) {
            return Optional.empty();
        }
        String name = principal.getName();
        if (config.principalAfter().isEmpty()) {
            return Optional.of(name);
        }
        String separator = config.principalAfter().get();
        int at = name.lastIndexOf(separator);
        return at < 0 ? Optional.empty() : Optional.of(name.substring(at + separator.length()));
    }

    private Optional<String> header(HttpServletRequest request) throws TenantRefusal {
        Enumeration<String> values = request.getHeaders(config.header());
        if (values == null || !values.hasMoreElements()) {
            return Optional.empty();
        }
        String first = values.nextElement();
        if (values.hasMoreElements()) {
            throw new TenantRefusal(Reason.REPEATED);
        }
        return Optional.of(first);
    }

    // As it was sent: an encoded or parameterised segment is no tenant id, and two spellings of one tenant are not
    // wanted.
    private Optional<String> segment(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String[] segments = path.split("/", -1);
        int index = config.pathSegment();
        return index < segments.length && !segments[index].isEmpty() ? Optional.of(segments[index]) : Optional.empty();
    }

    private Optional<String> subdomain(String host) throws TenantRefusal {
        if (host == null || config.domain().isEmpty()) {
            return Optional.empty();
        }
        String name = host.toLowerCase(Locale.ROOT);
        String tail = "." + config.domain().get();
        if (!name.endsWith(tail)) {
            return Optional.empty();
        }
        String label = name.substring(0, name.length() - tail.length());
        if (label.indexOf('.') >= 0) {
            throw new TenantRefusal(Reason.MALFORMED);
        }
        return Optional.of(label);
    }
}
