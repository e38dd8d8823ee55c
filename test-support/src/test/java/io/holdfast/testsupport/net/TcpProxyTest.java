package io.holdfast.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.net.TcpProxy.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProxyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger received = new AtomicInteger();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        TcpProxy.startThread("test-echo", this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 'a')).isEqualTo('a');
            assertThat(proxy.connections()).isEqualTo(1);
        }
        Await.until("the end of the client is noticed", PATIENCE, () -> proxy.connections() == 0);
    }

    @Test
    void swallowsEverythingInABlackHole() throws IOException {
        try (Socket old = connect()) {
            ask(old, 'a');

            proxy.mode(Mode.BLACK_HOLE);

            assertThatThrownBy(() -> ask(old, 'b')).isInstanceOf(SocketTimeoutException.class);
            try (Socket fresh = connect()) {
                assertThatThrownBy(() -> ask(fresh, 'c')).isInstanceOf(SocketTimeoutException.class);
            }
            assertThat(received).hasValue(1);
        }
    }

    @Test
    void resetsAConnectionThatLostBytesWhenTheBlackHoleEnds() throws IOException {
        try (Socket lossy = connect();
                Socket quiet = connect()) {
            ask(lossy, 'a');
            ask(quiet, 'a');
            proxy.mode(Mode.BLACK_HOLE);
            assertThatThrownBy(() -> ask(lossy, 'b')).isInstanceOf(SocketTimeoutException.class);

            proxy.mode(Mode.PASS);

            assertThatThrownBy(() -> ask(lossy, 'c')).isInstanceOf(SocketException.class);
            assertThat(ask(quiet, 'd')).isEqualTo('d');
        }
    }

    @Test
    void losesOnlyReplies() throws IOException {
        try (Socket client = connect()) {
            ask(client, 'a');
            proxy.mode(Mode.DROP_REPLIES);

            assertThatThrownBy(() -> ask(client, 'b')).isInstanceOf(SocketTimeoutException.class);

            assertThat(received).hasValue(2);
        }
    }

    @Test
    void losesOnlyRequests() throws IOException {
        try (Socket client = connect()) {
            ask(client, 'a');
            proxy.mode(Mode.DROP_REQUESTS);

            assertThatThrownBy(() -> ask(client, 'b')).isInstanceOf(SocketTimeoutException.class);

            assertThat(received).hasValue(1);
        }
    }

    @Test
    void resetsOldAndNewConnections() throws IOException {
        try (Socket old = connect()) {
            ask(old, 'a');

            proxy.mode(Mode.RESET);

            assertThatThrownBy(() -> ask(old, 'b')).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> {
                        try (Socket fresh = connect()) {
                            ask(fresh, 'c');
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void finishesInOrder() throws IOException {
        try (Socket client = connect()) {
            ask(client, 'a');

            proxy.mode(Mode.FIN);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutsAfterSomeBytesOfReplies() throws IOException {
        try (Socket client = connect()) {
            ask(client, 'a');
            proxy.cutRepliesAfter(2);

            assertThat(ask(client, 'b')).isEqualTo('b');
            assertThat(ask(client, 'c')).isEqualTo('c');
            assertThatThrownBy(() -> ask(client, 'd')).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void delaysEachDirection() throws IOException {
        try (Socket client = connect()) {
            ask(client, 'a');
            proxy.delay(Duration.ofMillis(60));
            long start = System.nanoTime();

            ask(client, 'b');

            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(115).toNanos());
        }
    }

    @Test
    void leavesConnectingUnanswered() {
        try (UnansweredPort port = UnansweredPort.open();
                Socket client = new Socket()) {
            assertThatThrownBy(() -> client.connect(new InetSocketAddress("127.0.0.1", port.port()), 500))
                    .isInstanceOf(SocketTimeoutException.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", proxy.port());
        client.setSoTimeout(300);
        return client;
    }

    private static int ask(Socket client, char question) throws IOException {
        client.getOutputStream().write(question);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("closed in order");
        }
        return answer;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket peer = echo.accept();
                TcpProxy.startThread("test-peer", () -> answer(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket peer) {
        try (peer) {
            for (int read = peer.getInputStream().read();
                    read >= 0;
                    read = peer.getInputStream().read()) {
                received.incrementAndGet();
                peer.getOutputStream().write(read);
            }
        } catch (IOException reset) {
            Thread.yield();
        }
    }
}
