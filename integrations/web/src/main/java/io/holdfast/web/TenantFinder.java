package io.holdfast.web;

import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.WebConfig.Source;
import io.holdfast.tenancy.TenantId;
import io.holdfast.web.TenantRefusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the tenant that a request names, in the configured order.
 *
 * <p>Every source is read, also those behind the first hit: what a client sends must be well-formed and must agree with what the
 * container has verified.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class TenantFinder {

    private static final int LONGEST = 64;

    private final WebConfig config;
    private final RequestTexts texts;

    TenantFinder(WebConfig config) {
        this.config = config;
        this.texts = new RequestTexts(config);
    }

    NamedTenant find(HttpServletRequest request) throws TenantRefusal {
        Map<Source, String> named = new EnumMap<>(Source.class);
        for (Source source : config.sources()) {
            Optional<String> text = texts.read(source, request);
            if (text.isPresent()) {
                named.put(source, checked(text.get(), source));
            }
        }
        rejectDisagreement(named);
        return inOrder(named);
    }

    private NamedTenant inOrder(Map<Source, String> named) {
        boolean asksResolver = false;
        for (Source source : config.sources()) {
            if (source == Source.RESOLVER) {
                asksResolver = true;
            } else if (named.containsKey(source)) {
                Optional<String> hit = Optional.of(named.get(source));
                return asksResolver
                        ? new NamedTenant(Optional.empty(), true, hit)
                        : new NamedTenant(hit, false, Optional.empty());
            }
        }
        return new NamedTenant(Optional.empty(), asksResolver, Optional.empty());
    }

    private static String checked(String text, Source source) throws TenantRefusal {
        if (TenantId.isWellFormed(text)) {
            return text;
        }
        if (source.isVerified()) {
            throw new TenantRefusal(Reason.IDENTITY);
        }
        throw new TenantRefusal(text.length() > LONGEST ? Reason.TOO_LONG : Reason.MALFORMED);
    }

    private static void rejectDisagreement(Map<Source, String> named) throws TenantRefusal {
        for (Map.Entry<Source, String> entry : named.entrySet()) {
            if (entry.getKey().isVerified()
                    && named.values().stream().anyMatch(other -> !other.equals(entry.getValue()))) {
                throw new TenantRefusal(Reason.DISAGREES);
            }
        }
    }
}
