package io.holdfast.webhook;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of one channel go: its client and its settings.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> {@link #close} after the last event.
 */
final class Endpoint {

    private final WebhookSettings settings;
    private final RequestFactory requests;
    private final ExecutorService threads;
    private final HttpClient client;

    Endpoint(String channel, WebhookSettings settings, Clock clock) {
        this.settings = settings;
        requests = new RequestFactory(settings, clock);
        threads = Executors.newCachedThreadPool(task -> thread(task, channel));
        client = client(settings, threads);
    }

    WebhookSettings settings() {
        return settings;
    }

    /**
     * Begins to send.
     *
     * @throws DeliveryException if the event cannot be sent at all
     */
    Sending send(OutboxEvent event) throws DeliveryException {
        return new Sending(settings, client.sendAsync(requests.of(event), info -> new BoundedBody()));
    }

    void close() {
        // Closeable since Java 21; before, the client ends by itself once nobody refers to it.
        if (client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                System.getLogger(Endpoint.class.getName())
                        .log(System.Logger.Level.DEBUG, "The HTTP client for " + settings.host() + " did not close", e);
            }
        }
        threads.shutdown();
    }

    // Threads that outlive the application for a while must not keep its class loader.
    private static Thread thread(Runnable task, String channel) {
        Thread thread = new Thread(null, task, "holdfast-webhook-" + channel, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    }

    private static HttpClient client(WebhookSettings settings, ExecutorService threads) {
        // Over plain HTTP, version 2 would begin every connection with an upgrade that not every server takes well.
        boolean tls = settings.url().getScheme().toLowerCase(Locale.ROOT).equals("https");
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return builder.build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A request on its way. */
    static final class Sending {
        private static final long MARGIN_MILLIS = 5_000;

        private final CompletableFuture<HttpResponse<@Nullable Void>> exchange;
        private final CompletableFuture<Optional<DeliveryException>> failure;

        private Sending(WebhookSettings settings, CompletableFuture<HttpResponse<@Nullable Void>> exchange) {
            this.exchange = exchange;
            // The client keeps its time-outs, unless its own thread has died: then this is what ends the wait.
            long bound = settings.connectTimeout().plus(settings.timeout()).toMillis() + MARGIN_MILLIS;
            failure = exchange.thenApply(response -> response)
                    .orTimeout(bound, TimeUnit.MILLISECONDS)
                    .handle((response, thrown) -> thrown == null
                            ? Outcome.of(settings.host(), response.statusCode())
                            : Optional.of(Outcome.of(settings, thrown)));
        }

        /** How it ended: empty if the event has arrived. */
        CompletableFuture<Optional<DeliveryException>> failure() {
            return failure;
        }

        /** Gives it up; the event may have arrived all the same. */
        void cancel() {
            exchange.cancel(true);
        }
    }
}
