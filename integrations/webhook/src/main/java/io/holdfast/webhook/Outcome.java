package io.holdfast.webhook;

import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What an answer, or that there was none, means for an event. Messages name the host and nothing else of the URL. */
final class Outcome {

    private static final int MAX_CAUSES = 16;

    private Outcome() {}

    /** The failure that a status stands for, or empty if the event has arrived. */
    static Optional<DeliveryException> of(String host, int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        String remark = status >= 300 && status < 400 ? "; redirects are not followed" : "";
        return Optional.of(new DeliveryException(
                classOf(status), "The webhook at " + host + " answered " + status + remark + ".", null));
    }

    private static FailureClass classOf(int status) {
        return switch (status) {
            case 408, 425, 429 -> FailureClass.TRANSIENT;
            case 503 -> FailureClass.CHANNEL_DOWN;
            default -> status >= 300 && status < 500 ? FailureClass.POISON : FailureClass.TRANSIENT;
        };
    }

    /** The failure of a request without an answer. */
    static DeliveryException of(WebhookSettings settings, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        FailureClass failureClass = isChannelDown(cause) ? FailureClass.CHANNEL_DOWN : FailureClass.TRANSIENT;
        return new DeliveryException(
                failureClass, "The webhook at " + settings.host() + " " + inWords(settings, cause) + ".", cause);
    }

    private static boolean isChannelDown(Throwable cause) {
        return cause instanceof HttpConnectTimeoutException
                || cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || tlsFailure(cause).isPresent();
    }

    /**
     * A handshake that fails does so for every event: a wrong certificate must not use up their attempts. The client wraps that failure
     * when it comes with the first bytes it reads; a connection that breaks later has none in its causes.
     */
    private static Optional<Throwable> tlsFailure(Throwable thrown) {
        return Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(SSLException.class::isInstance)
                .findFirst();
    }

    private static String inWords(WebhookSettings settings, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "took no connection within " + settings.connectTimeout().toMillis() + " ms";
        }
        if (cause instanceof HttpTimeoutException) {
            return "did not answer within " + settings.timeout().toMillis() + " ms; it may have the event";
        }
        Optional<Throwable> tls = tlsFailure(cause);
        if (tls.isPresent()) {
            return "and this node do not agree on TLS (" + tls.get().getClass().getSimpleName() + ")";
        }
        return isChannelDown(cause)
                ? "cannot be reached (" + cause.getClass().getSimpleName() + ")"
                : "broke off (" + cause.getClass().getSimpleName() + "); it may have the event";
    }
}
