package io.holdfast.webhook;

import io.holdfast.outbox.spi.OutboxChannel;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one channel sends.
 *
 * @param url where to
 * @param structured whether the whole event is the body, instead of its payload
 * @param signature what signs, or empty
 * @param connectTimeout how long a connection may take
 * @param timeout how long the answer may take
 * @param source the CloudEvents source, or empty for one made of the data source
 * @param headers what is sent with every event
 */
record WebhookSettings(
        URI url,
        boolean structured,
        Optional<WebhookSignature> signature,
        Duration connectTimeout,
        Duration timeout,
        Optional<URI> source,
        Map<String, String> headers) {

    // Those that the HTTP client sets, and those that say what the body is.
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    static WebhookSettings of(OutboxChannel channel) {
        ChannelProperties properties = ChannelProperties.of(channel);
        return new WebhookSettings(
                url(properties),
                isStructured(properties),
                secret(properties).map(WebhookSignature::new),
                properties.duration("connect-timeout", Duration.ofSeconds(2)),
                properties.duration("timeout", Duration.ofSeconds(10)),
                source(properties),
                headers(properties));
    }

    /** The URL may hold a token and the headers a password. */
    @Override
    public String toString() {
        return "WebhookSettings[" + host() + "]";
    }

    /** What of the URL may be shown. */
    String host() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static URI url(ChannelProperties properties) {
        URI url = properties.text("url").map(WebhookSettings::uri).orElse(null);
        if (url == null || url.getScheme() == null || url.getHost() == null) {
            throw properties.wrong("url", "an absolute URL, http://host/path or https://host/path");
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw properties.wrong("url", "the scheme http or https");
        }
        if (url.getRawUserInfo() != null) {
            throw properties.wrong("url", "no user and password in it; use 'header.Authorization'");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            throw properties.wrong("url", "a port from 1 to 65535");
        }
        return url;
    }

    private static boolean isStructured(ChannelProperties properties) {
        String mode = properties.text("mode").orElse("binary").toLowerCase(Locale.ROOT);
        if (!mode.equals("binary") && !mode.equals("structured")) {
            throw properties.wrong("mode", "binary or structured");
        }
        return mode.equals("structured");
    }

    private static Optional<URI> source(ChannelProperties properties) {
        return properties.text("source").map(text -> {
            URI source = uri(text);
            if (source == null) {
                throw properties.wrong("source", "a URI or a part of one, such as /shop/orders");
            }
            return source;
        });
    }

    private static Optional<byte[]> secret(ChannelProperties properties) {
        Optional<String> secret = properties.text("secret");
        Optional<String> file = properties.text("secret-file");
        if (secret.isPresent() && file.isPresent()) {
            throw properties.wrong("secret-file", "either this or 'secret'");
        }
        String name = file.isPresent() ? "secret-file" : "secret";
        return file.map(path -> content(properties, path))
                .or(() -> secret)
                .map(text -> WebhookSignature.key(text)
                        .orElseThrow(() -> properties.wrong(
                                name,
                                "a secret of at least " + WebhookSignature.LEAST_BYTES
                                        + " bytes, or whsec_ and its Base64")));
    }

    private static String content(ChannelProperties properties, String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw properties.wrong("secret-file", "a readable text file in UTF-8");
        }
    }

    private static Map<String, String> headers(ChannelProperties properties) {
        Map<String, String> headers = properties.headers();
        headers.forEach((name, value) -> {
            String key = ChannelProperties.HEADER + name;
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HeaderText.isName(name)) {
                throw properties.wrong(key, "the name of an HTTP header behind '" + ChannelProperties.HEADER + "'");
            }
            if (RESERVED.contains(lower) || lower.startsWith("ce-") || lower.startsWith("webhook-")) {
                throw properties.wrong(key, "no header that the publisher sets itself");
            }
            if (!HeaderText.isPlain(value)) {
                throw properties.wrong(key, "ASCII characters without line breaks");
            }
        });
        return Map.copyOf(headers);
    }

    // In ASCII, as both standards want it. The exception of the JDK quotes the text, which may hold a password.
    private static @Nullable URI uri(String text) {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
