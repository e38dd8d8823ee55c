package io.holdfast.web;

import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims of the MicroProfile JSON web token that the container has verified. By name: the API is absent in servers without
 * MicroProfile, and its classes belong to the server.
 *
 * <p><strong>Threading:</strong> stateless.
 */
final class TokenClaims {

    private static final String TOKEN = "org.eclipse.microprofile.jwt.JsonWebToken";
    private static final String JSON_STRING = "jakarta.json.JsonString";

    private TokenClaims() {}

    static Optional<String> claim(@Nullable Principal principal, String claim) {
        Class<?> token = principal == null ? null : interfaceOf(principal.getClass(), TOKEN);
        if (token == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(text(call(token, "getClaim", principal, claim)));
    }

    // A claim of another type than text names no tenant: its text is refused as malformed.
    private static @Nullable String text(@Nullable Object value) {
        Class<?> json = value == null ? null : interfaceOf(value.getClass(), JSON_STRING);
        Object plain = json == null ? value : call(json, "getString", value);
        return plain == null ? null : plain.toString();
    }

    private static @Nullable Object call(Class<?> type, String name, @Nullable Object target, Object... arguments) {
        try {
            Class<?>[] types = new Class<?>[arguments.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = arguments[i].getClass();
            }
            Method method = type.getMethod(name, types);
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(WebMessages.tokenUnreadable(), e);
        }
    }

    private static @Nullable Class<?> interfaceOf(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                Class<?> found = implemented.getName().equals(name) ? implemented : interfaceOf(implemented, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
