package io.holdfast.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.holdfast.outbox.OutboxEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a CloudEvent as one JSON document: a JSON payload as it is, any other as Base64.
 *
 * <p>The format of the SDK copies into the document, unread, what calls itself JSON. So only a payload that is one JSON text goes that
 * way: another one could break the document, or add attributes to it.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class StructuredBody {

    // Made here: looked up by name it would be searched with the class loader of whatever thread asks.
    private final JsonFormat json = new JsonFormat();
    private final JsonFormat base64 = json.withForceJsonDataToBase64();
    private final JsonFactory parsers = new JsonFactory();

    byte[] of(CloudEvent cloudEvent, OutboxEvent event) {
        return (isJsonType(event.contentType()) && isJson(event.payload()) ? json : base64).serialize(cloudEvent);
    }

    private static boolean isJsonType(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    private boolean isJson(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            try (JsonParser parser = parsers.createParser(text)) {
                if (parser.nextToken() == null) {
                    return false;
                }
                parser.skipChildren();
                return parser.nextToken() == null;
            }
        } catch (IOException e) {
            return false;
        }
    }
}
