package io.holdfast.jta.outbox.message;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns payloads into bytes and back: bytes and text as they are, the rest as JSON where there is JSON Binding.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> closed with the outbox.
 */
public final class PayloadCodec implements AutoCloseable {
    private static final String BYTES = "application/octet-stream";
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String JSON = "application/json";

    private final ClassLoader loader;
    private @Nullable JsonPayloads json;
    private boolean searched;

    /**
     * Uses JSON Binding if the server has it. Looks for it at the first need: starting it costs more than all the rest.
     *
     * @param loader the application's class loader
     */
    public PayloadCodec(ClassLoader loader) {
        this.loader = loader;
    }

    private synchronized @Nullable JsonPayloads json() {
        if (!searched) {
            searched = true;
            json = JsonPayloads.find(loader);
        }
        return json;
    }

    /**
     * Turns a payload into bytes.
     *
     * @param type the type alias, for messages
     * @param payload the payload, or null for none
     * @param contentType the media type, or null for what follows from the payload
     * @return the bytes
     */
    public Payload encode(String type, @Nullable Object payload, @Nullable String contentType) {
        if (payload == null) {
            return new Payload(new byte[0], contentType == null ? BYTES : contentType);
        }
        if (payload instanceof byte[] bytes) {
            return new Payload(bytes.clone(), contentType == null ? BYTES : contentType);
        }
        if (payload instanceof String text) {
            return new Payload(text.getBytes(StandardCharsets.UTF_8), contentType == null ? TEXT : contentType);
        }
        return new Payload(toJson(type, payload), contentType == null ? JSON : contentType);
    }

    private byte[] toJson(String type, Object payload) {
        JsonPayloads binding = json();
        if (binding == null) {
            throw MessageFailures.noJson(type, payload.getClass());
        }
        try {
            return binding.write(payload);
        } catch (RuntimeException | StackOverflowError e) {
            throw MessageFailures.notSerialised(type, payload.getClass(), e);
        }
    }

    /**
     * Turns bytes into what a handler wants.
     *
     * @param bytes the bytes
     * @param wanted {@code byte[]}, {@code String} or a type for JSON Binding
     * @return the payload
     * @throws IllegalArgumentException if they cannot be turned into that
     */
    public @Nullable Object decode(byte[] bytes, Type wanted) {
        if (wanted == byte[].class) {
            return bytes;
        }
        if (wanted == String.class) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        JsonPayloads binding = json();
        if (binding == null) {
            throw new IllegalArgumentException(
                    "There is no JSON Binding (jakarta.json.bind) to make a " + wanted.getTypeName() + " with.");
        }
        try {
            return binding.read(bytes, wanted);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "The payload is no " + wanted.getTypeName() + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public synchronized void close() {
        if (json != null) {
            json.close();
        }
    }
}
