package io.holdfast.webhook;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes a CloudEvent of an event. What has no form as one is poison: it would not be better next time.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class EventMapper {

    /** Headers of an event that are attributes of CloudEvents: its extension for distributed tracing. */
    private static final List<String> TRACING = List.of("traceparent", "tracestate");

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+([ \\t]*;[\\x20-\\x7E]*)?");

    private final Optional<URI> source;

    EventMapper(Optional<URI> source) {
        this.source = source;
    }

    CloudEvent map(OutboxEvent event) throws DeliveryException {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withType(clean(event, "type", event.type()))
                .withSource(source(event))
                .withTime(event.createdAt().atOffset(ZoneOffset.UTC))
                .withDataContentType(mediaType(event));
        if (event.key().isPresent()) {
            builder.withSubject(clean(event, "key", event.key().get()));
        }
        if (event.tenant().isPresent()) {
            builder.withExtension("tenant", event.tenant().get().value());
        }
        for (Map.Entry<String, String> header : headers(event, true).entrySet()) {
            builder.withExtension(header.getKey(), header.getValue());
        }
        // No bytes are no JSON text: an event without a payload has no data.
        return event.payload().length == 0
                ? builder.build()
                : builder.withData(event.payload()).build();
    }

    /** The headers that are not attributes, by names in lower case. */
    Map<String, String> otherHeaders(OutboxEvent event) throws DeliveryException {
        return headers(event, false);
    }

    private static Map<String, String> headers(OutboxEvent event, boolean tracing) throws DeliveryException {
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : event.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HeaderText.isName(name)) {
                throw poison(event, "the name of one of its headers is none for HTTP");
            }
            if (tracing == TRACING.contains(name)
                    && headers.put(name, clean(event, "header '" + name + "'", header.getValue())) != null) {
                throw poison(event, "it has two headers '" + name + "'");
            }
        }
        return headers;
    }

    private URI source(OutboxEvent event) throws DeliveryException {
        if (source.isPresent()) {
            return source.get();
        }
        try {
            return new URI(new URI(null, null, "/holdfast/" + event.dataSource(), null).toASCIIString());
        } catch (URISyntaxException e) {
            throw poison(event, "its data source has no form as a URI; set the property 'source' of the channel");
        }
    }

    private static String mediaType(OutboxEvent event) throws DeliveryException {
        if (!MEDIA_TYPE.matcher(event.contentType()).matches()) {
            throw poison(event, "its content type is not a media type");
        }
        return event.contentType();
    }

    private static String clean(OutboxEvent event, String what, String value) throws DeliveryException {
        if (!HeaderText.isClean(value)) {
            throw poison(event, "its " + what + " holds a line break or another control character");
        }
        return value;
    }

    static DeliveryException poison(OutboxEvent event, String why) {
        return new DeliveryException(
                FailureClass.POISON, "Event " + event.id() + " cannot be sent as a CloudEvent: " + why + ".", null);
    }
}
