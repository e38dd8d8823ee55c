package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.config.WebConfig.Source;
import io.holdfast.internal.config.key.ConfigKey;
import io.holdfast.internal.config.key.ConfigKeys;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what the servlet filter is told. */
final class WebReader {

    // What a header's name may consist of (RFC 9110, token).
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String DOMAIN = "[a-z0-9-]+([.][a-z0-9-]+)*";

    private final ConfigValues values;

    WebReader(ConfigValues values) {
        this.values = values;
    }

    WebConfig read() {
        List<Source> sources = sources();
        return new WebConfig(
                sources,
                header(),
                values.text(ConfigKeys.WEB_CLAIM.name()).orElse(byDefault(ConfigKeys.WEB_CLAIM)),
                values.text(ConfigKeys.WEB_PRINCIPAL_AFTER.name()),
                values.integer(ConfigKeys.WEB_PATH_SEGMENT, values.setting(ConfigKeys.WEB_PATH_SEGMENT.name())),
                domain(sources.contains(Source.SUBDOMAIN)),
                values.flag(ConfigKeys.WEB_REQUIRED),
                Math.max(
                        1,
                        values.duration(ConfigKeys.WEB_RETRY_AFTER, ConfigKeys.WEB_RETRY_AFTER.name())
                                .toSeconds()));
    }

    private List<Source> sources() {
        String key = ConfigKeys.WEB_SOURCES.name();
        List<Source> sources = new ArrayList<>();
        for (String word : values.list(ConfigKeys.WEB_SOURCES, key)) {
            Optional<Source> source = sourceOf(word);
            if (source.isEmpty() || sources.contains(source.get())) {
                values.problem(ConfigProblem.of(
                        key, word, "expected each of principal, jwt, header, path, subdomain, resolver at most once"));
            } else {
                sources.add(source.get());
            }
        }
        return sources.isEmpty() ? List.of(Source.RESOLVER) : List.copyOf(sources);
    }

    private static Optional<Source> sourceOf(String word) {
        for (Source source : Source.values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    private String header() {
        String name = values.text(ConfigKeys.WEB_HEADER.name()).orElse(byDefault(ConfigKeys.WEB_HEADER));
        if (!name.matches(TOKEN)) {
            values.problem(ConfigProblem.of(ConfigKeys.WEB_HEADER.name(), name, "expected the name of an HTTP header"));
        }
        return name;
    }

    private Optional<String> domain(boolean needed) {
        String key = ConfigKeys.WEB_DOMAIN.name();
        Optional<String> domain = values.text(key).map(text -> text.toLowerCase(Locale.ROOT));
        if (needed && domain.isEmpty()) {
            values.problem(ConfigProblem.of(
                    key,
                    "is missing: '" + ConfigKeys.WEB_SOURCES.name()
                            + "' has subdomain in it. Set it to the domain whose"
                            + " sub-domains are tenants, such as example.com"));
        }
        domain.filter(name -> !name.matches(DOMAIN))
                .ifPresent(name -> values.problem(ConfigProblem.of(
                        key, name, "expected a domain, such as example.com, without port or leading dot")));
        return domain;
    }

    private static String byDefault(ConfigKey key) {
        return key.defaultValue().orElseThrow();
    }
}
