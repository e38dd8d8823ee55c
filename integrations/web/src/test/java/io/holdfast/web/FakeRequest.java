package io.holdfast.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request as far as the filter looks at it; anything else fails. */
final class FakeRequest {

    private final Map<String, Object> attributes = new HashMap<>();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private DispatcherType dispatch = DispatcherType.REQUEST;
    private boolean asyncStarted;

    HttpServletRequest of(DispatcherType type) {
        dispatch = type;
        return fake(HttpServletRequest.class, this::request);
    }

    /** What the container's own request does, past all wrappers. */
    AsyncContext startAsync() {
        asyncStarted = true;
        return fake(AsyncContext.class, (method, arguments) -> switch (method.getName()) {
            case "addListener" -> listeners.add((AsyncListener) arguments[0]) ? null : null;
            case "dispatch" -> {
                asyncStarted = false;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    void complete() throws Exception {
        asyncStarted = false;
        for (AsyncListener listener : listeners) {
            listener.onComplete(null);
        }
    }

    private Object request(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]) == null ? null : null;
            case "getDispatcherType" -> dispatch;
            case "isAsyncSupported" -> true;
            case "isAsyncStarted" -> asyncStarted;
            case "startAsync", "getAsyncContext" -> startAsync();
            case "getHeaders" -> Collections.emptyEnumeration();
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.answer(method, arguments)));
    }

    /** What a fake does. */
    @FunctionalInterface
    interface Answers {

        Object answer(Method method, Object[] arguments);
    }
}
