package io.holdfast.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A receiver on a free port of this machine that answers as it is told and keeps what it got.
 *
 * <p><strong>Threading:</strong> one thread for each request at a time.
 */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = Receiver::noContent;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void answer(Answer how) {
        answer = how;
    }

    void status(int status) {
        answer = (exchange, got) -> exchange.sendResponseHeaders(status, -1);
    }

    static void noContent(HttpExchange exchange, Received got) throws IOException {
        exchange.sendResponseHeaders(204, -1);
    }

    /** Returns when the receiver is closed. */
    void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://" + host() + "/hooks/s3cret-path?token=s3cret-query";
    }

    String host() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    Received next() throws InterruptedException {
        Received next = received.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Nothing came");
        }
        return next;
    }

    List<Received> all() {
        return List.copyOf(received);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(" & ", values)));
            Received got = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            received.add(got);
            answer.to(exchange, got);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** What to do with a request. */
    interface Answer {
        void to(HttpExchange exchange, Received got) throws IOException;
    }

    /** A request. */
    record Received(String method, String uri, Map<String, String> headers, byte[] body) {

        String header(String name) {
            return headers.get(name);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** As the SDK reads it, once the values are decoded; it leaves that to the receiver. */
        CloudEvent cloudEvent() {
            Map<String, String> decoded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, value) ->
                    decoded.put(name, name.toLowerCase(Locale.ROOT).startsWith("ce-") ? decode(value) : value));
            return HttpMessageFactory.createReader(decoded, body).toEvent();
        }

        static String decode(String value) {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
