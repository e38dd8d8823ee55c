package io.holdfast.webhook;

import io.holdfast.outbox.spi.OutboxChannel;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties of one channel, read one by one. A problem names the key and what was expected, never the value: it may be a secret.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class ChannelProperties {

    static final String HEADER = "header.";

    private static final List<String> KNOWN =
            List.of("url", "mode", "secret", "secret-file", "connect-timeout", "timeout", "source", HEADER + "<name>");
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m)");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final OutboxChannel channel;

    private ChannelProperties(OutboxChannel channel) {
        this.channel = channel;
    }

    /** The properties, all of them known. */
    static ChannelProperties of(OutboxChannel channel) {
        ChannelProperties properties = new ChannelProperties(channel);
        for (String name : channel.properties().keySet()) {
            if (!KNOWN.contains(name) && !name.startsWith(HEADER)) {
                throw new IllegalArgumentException(
                        "Unknown key '" + properties.key(name) + "': the publisher 'webhook' does not"
                                + " know this property; the nearest it knows is '" + Nearest.of(name, KNOWN) + "'.");
            }
        }
        return properties;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(channel.properties().get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    Duration duration(String name, Duration byDefault) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        return parsed(text.get())
                .filter(duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> wrong(name, "a duration from 1ms to 10m, such as 500ms, 10s or PT10S"));
    }

    /** Names behind {@code header.} with their values. */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        channel.properties().forEach((name, value) -> {
            if (name.startsWith(HEADER) && headers.put(name.substring(HEADER.length()), value.strip()) != null) {
                throw wrong(name, "each header once, whatever the case of its letters");
            }
        });
        return headers;
    }

    /** What is wrong, without the value and, for the same reason, without a cause. */
    IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(
                "Wrong or missing value of '" + key(name) + "': expected " + expected + ".");
    }

    private String key(String name) {
        String segment = channel.name().contains(".") ? '"' + channel.name() + '"' : channel.name();
        return "holdfast.outbox.channel." + segment + ".property." + name;
    }

    private static Optional<Duration> parsed(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        default -> Duration.ofMinutes(amount);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
