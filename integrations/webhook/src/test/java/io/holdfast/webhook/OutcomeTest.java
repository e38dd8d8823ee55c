package io.holdfast.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means, and what none means. */
@Timeout(60)
class OutcomeTest extends WebhookTestBase {

    private static final WebhookSettings SETTINGS =
            WebhookSettings.of(Events.channel(Map.of("url", "https://receiver.example/s3cret")));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void hasDelivered(int status) {
        open();
        receiver.status(status);

        assertThatCode(() -> publisher.publish(Events.unkeyed())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "408, TRANSIENT",
        "425, TRANSIENT",
        "429, TRANSIENT",
        "500, TRANSIENT",
        "502, TRANSIENT",
        "504, TRANSIENT",
        "599, TRANSIENT",
        "503, CHANNEL_DOWN",
        "400, POISON",
        "401, POISON",
        "404, POISON",
        "407, POISON",
        "410, POISON",
        "413, POISON",
        "422, POISON",
        "304, POISON"
    })
    void classifiesAStatus(int status, FailureClass expected) {
        open();
        receiver.status(status);

        DeliveryException failure = failure(Events.unkeyed());

        assertThat(failure.failureClass()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining(receiver.host()).hasMessageContaining(Integer.toString(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (Receiver elsewhere = new Receiver()) {
            open();
            receiver.answer((exchange, got) -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url());
                exchange.sendResponseHeaders(status, -1);
            });

            DeliveryException failure = failure(Events.unkeyed());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(elsewhere.all()).isEmpty();
        }
    }

    @Test
    void takesARefusedPortForAChannelThatIsDown() {
        open();
        receiver.close();

        DeliveryException failure = failure(Events.unkeyed());

        assertThat(failure.failureClass()).isEqualTo(FailureClass.CHANNEL_DOWN);
        assertThat(failure).hasMessageContaining(receiver.host());
    }

    @Test
    void takesAnUnknownHostForAChannelThatIsDown() {
        open("url", "http://no-such-host.invalid/");

        assertThat(failure(Events.unkeyed()).failureClass()).isEqualTo(FailureClass.CHANNEL_DOWN);
    }

    @Test
    void takesAReceiverThatSpeaksNoTlsForAChannelThatIsDown() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open("url", "https://127.0.0.1:" + server.getLocalPort() + "/s3cret");
            CompletableFuture.runAsync(() -> answerWithoutTls(server));

            DeliveryException failure = failure(Events.unkeyed());

            // Not its words: once in a while the client of the JDK overlooks the answer and waits for its connect
            // time-out.
            assertThat(failure.failureClass()).isEqualTo(FailureClass.CHANNEL_DOWN);
        }
    }

    /** Both shapes come from the client of the JDK, depending on which of its threads is first. */
    @Test
    void takesAFailureOfTlsForAChannelThatIsDownHoweverTheClientWrapsIt() {
        SSLException refused = new SSLHandshakeException("Received fatal alert: bad_certificate");

        for (IOException thrown : List.of(refused, new IOException("header parser received no bytes", refused))) {
            DeliveryException failure = Outcome.of(SETTINGS, new CompletionException(thrown));

            assertThat(failure.failureClass()).isEqualTo(FailureClass.CHANNEL_DOWN);
            assertThat(failure).hasMessageContaining("do not agree on TLS (SSLHandshakeException)");
        }
    }

    @Test
    void takesTheEndOfAConnectionForTransientThoughItWasNoEndOfTls() {
        IOException thrown = new IOException("header parser received no bytes", new EOFException("EOF reached"));

        DeliveryException failure = Outcome.of(SETTINGS, new CompletionException(thrown));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure).hasMessageContaining("it may have the event");
    }

    /** The receiver waits for a request that never comes, since the handshake of TLS comes first. */
    @Test
    void takesAConnectionThatTakesTooLongForAChannelThatIsDown() {
        open("url", receiver.url().replace("http:", "https:"), "connect-timeout", "200ms");

        DeliveryException failure = failure(Events.unkeyed());

        assertThat(failure.failureClass()).isEqualTo(FailureClass.CHANNEL_DOWN);
        assertThat(failure).hasMessageContaining("no connection within 200 ms");
    }

    @Test
    void takesNoAnswerInTimeForTransient() {
        open("timeout", "200ms");
        receiver.answer((exchange, got) -> receiver.hang());

        DeliveryException failure = failure(Events.unkeyed());

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure).hasMessageContaining("200 ms");
    }

    @Test
    void takesABrokenConnectionForTransient() {
        open();
        receiver.answer((exchange, got) -> exchange.close());

        assertThat(failure(Events.unkeyed()).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void doesNotWaitForABodyThatNeverEnds() throws Exception {
        open();
        receiver.answer((exchange, got) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            receiver.hang();
        });

        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> assertThatCode(() -> publisher.publish(Events.unkeyed())).doesNotThrowAnyException());

        assertThat(done).succeedsWithin(Duration.ofSeconds(8));
    }

    @Test
    void doesNotReadABodyThatIsTooLong() throws Exception {
        open();
        CountDownLatch gaveUp = new CountDownLatch(1);
        receiver.answer((exchange, got) -> {
            exchange.sendResponseHeaders(500, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[BoundedBody.MAX_BYTES];
                for (int i = 0; i < 1000; i++) {
                    body.write(block);
                }
            } catch (IOException e) {
                gaveUp.countDown();
                throw e;
            }
        });

        assertThat(failure(Events.unkeyed()).failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(gaveUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        open();
        AtomicReference<Optional<Integer>> port = new AtomicReference<>(Optional.empty());
        AtomicReference<Boolean> again = new AtomicReference<>(false);
        receiver.answer((exchange, got) -> {
            int now = exchange.getRemoteAddress().getPort();
            again.set(port.getAndSet(Optional.of(now))
                    .filter(before -> before == now)
                    .isPresent());
            byte[] body = new byte[1000];
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });

        publisher.publish(Events.unkeyed());
        publisher.publish(Events.unkeyed());

        assertThat(again.get()).isTrue();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        open("timeout", "1m");
        receiver.answer((exchange, got) -> receiver.hang());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread relay = new Thread(() -> {
            try {
                publisher.publish(Events.unkeyed());
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        relay.start();
        receiver.next();

        relay.interrupt();

        relay.join(10_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesAChannelThatWasNotOpened() {
        assertThatThrownBy(() -> publisher.publish(Events.unkeyed()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'orders'");
    }

    private static void answerWithoutTls(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // To the end: a connection closed over unread bytes is reset, and the answer may get lost.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
