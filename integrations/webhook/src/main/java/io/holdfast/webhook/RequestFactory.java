package io.holdfast.webhook;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.CloudEventUtils;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventContextWriter;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the request that carries an event.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class RequestFactory {

    private static final String CONTENT_TYPE = "content-type";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";

    private final WebhookSettings settings;
    private final Clock clock;
    private final EventMapper mapper;
    private final StructuredBody structured = new StructuredBody();

    RequestFactory(WebhookSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        mapper = new EventMapper(settings.source());
    }

    HttpRequest of(OutboxEvent event) throws DeliveryException {
        CloudEvent cloudEvent = mapper.map(event);
        byte[] body = settings.structured() ? structured.of(cloudEvent, event) : event.payload();
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        settings.headers().forEach(request::setHeader);
        for (Map.Entry<String, String> header : mapper.otherHeaders(event).entrySet()) {
            // With a prefix: an event must not be able to set the header of a request.
            request.setHeader("holdfast-" + header.getKey(), HeaderText.encoded(header.getValue()));
        }
        if (settings.structured()) {
            request.setHeader(CONTENT_TYPE, JsonFormat.CONTENT_TYPE + "; charset=UTF-8");
        } else {
            describe(cloudEvent, event, request);
        }
        sign(event, body, request);
        return request.build();
    }

    private static void describe(CloudEvent cloudEvent, OutboxEvent event, HttpRequest.Builder request)
            throws DeliveryException {
        if (event.contentType().toLowerCase(Locale.ROOT).startsWith("application/cloudevents")) {
            // A receiver would take the payload for the event.
            throw EventMapper.poison(
                    event, "its content type means the structured mode, and the channel uses the binary one");
        }
        request.setHeader("ce-specversion", SpecVersion.V1.toString());
        CloudEventUtils.toContextReader(cloudEvent).readContext(new AttributeHeaders(request));
    }

    private void sign(OutboxEvent event, byte[] body, HttpRequest.Builder request) {
        if (settings.signature().isEmpty()) {
            return;
        }
        long seconds = clock.instant().getEpochSecond();
        request.setHeader("webhook-id", event.id().toString());
        request.setHeader("webhook-timestamp", Long.toString(seconds));
        request.setHeader("webhook-signature", settings.signature().get().of(event.id(), seconds, body));
    }

    /** Attributes as headers; the SDK makes texts of the other types. */
    private record AttributeHeaders(HttpRequest.Builder request) implements CloudEventContextWriter {

        @Override
        public CloudEventContextWriter withContextAttribute(String name, String value) {
            if (name.equals(DATA_CONTENT_TYPE)) {
                request.setHeader(CONTENT_TYPE, value);
            } else {
                request.setHeader("ce-" + name, HeaderText.encoded(value));
            }
            return this;
        }
    }
}
