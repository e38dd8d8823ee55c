package io.holdfast.jta.outbox.message;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON Binding, where there is one. The only class that names its types.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class JsonPayloads {
    private final Jsonb jsonb;

    private JsonPayloads(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    static @Nullable JsonPayloads find(ClassLoader loader) {
        try {
            Class.forName("jakarta.json.bind.Jsonb", false, loader);
            return new JsonPayloads(JsonbBuilder.create());
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            // The API may be there without a provider; both mean: none.
            MessageFailures.noJsonBinding(e);
            return null;
        }
    }

    byte[] write(Object payload) {
        return jsonb.toJson(payload).getBytes(StandardCharsets.UTF_8);
    }

    @Nullable Object read(byte[] bytes, Type wanted) {
        return jsonb.fromJson(new ByteArrayInputStream(bytes), wanted);
    }

    void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            MessageFailures.closeFailed("JSON Binding", e);
        }
    }
}
