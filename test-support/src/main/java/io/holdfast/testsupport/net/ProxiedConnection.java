package io.holdfast.testsupport.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection through a {@link TcpProxy}.
 *
 * <p><b>Threading:</b> one thread per direction; the proxy's caller resets and finishes from any thread.
 */
final class ProxiedConnection {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean lostRequests;
    private volatile boolean lostReplies;

    ProxiedConnection(TcpProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    /** Connects to the server, unless the network is a black hole, and forwards requests until the end. */
    void run() {
        try {
            client.setTcpNoDelay(true);
            if (proxy.mode() == TcpProxy.Mode.BLACK_HOLE) {
                lostReplies = true;
            } else {
                connect();
                TcpProxy.startThread("reply", this::pumpReplies);
            }
            pumpRequests();
        } catch (IOException e) {
            reset();
        }
    }

    private void connect() throws IOException {
        server.setTcpNoDelay(true);
        server.connect(proxy.target(), CONNECT_TIMEOUT_MILLIS);
    }

    /** Ends what the new mode ends, or what cannot go on in it. */
    void onModeChanged() {
        TcpProxy.Mode mode = proxy.mode();
        if (mode == TcpProxy.Mode.FIN) {
            finish();
        } else if (mode == TcpProxy.Mode.RESET
                || lostRequests && mode.passesRequests()
                || lostReplies && mode.passesReplies()) {
            reset();
        }
    }

    private void pumpRequests() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int read = client.getInputStream().read(buffer);
                read >= 0;
                read = client.getInputStream().read(buffer)) {
            pause();
            if (proxy.mode().passesRequests() && !lostRequests) {
                forward(buffer, read, server.getOutputStream());
            } else {
                lostRequests = true;
                onModeChanged();
            }
        }
        if (proxy.mode().passesRequests()) {
            finish();
        } else {
            // The end is lost like everything else; the server keeps waiting.
            lostRequests = true;
            onModeChanged();
        }
    }

    private void pumpReplies() {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int read = server.getInputStream().read(buffer);
                    read >= 0;
                    read = server.getInputStream().read(buffer)) {
                pause();
                reply(buffer, read);
            }
            if (proxy.mode().passesReplies()) {
                finish();
            } else {
                lostReplies = true;
                onModeChanged();
            }
        } catch (IOException e) {
            reset();
        }
    }

    private void reply(byte[] buffer, int length) throws IOException {
        if (!proxy.mode().passesReplies() || lostReplies) {
            lostReplies = true;
            onModeChanged();
            return;
        }
        int allowed = proxy.takeReplyBudget(length);
        forward(buffer, allowed, client.getOutputStream());
        if (allowed < length) {
            reset();
        }
    }

    private static void forward(byte[] buffer, int length, OutputStream output) throws IOException {
        output.write(buffer, 0, length);
        output.flush();
    }

    private void pause() {
        long nanos = proxy.delayNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    /** Closes both sides in order. */
    void finish() {
        if (closed.compareAndSet(false, true)) {
            closeBoth();
        }
    }

    /** Closes both sides with RST. */
    void reset() {
        if (closed.compareAndSet(false, true)) {
            lingerNot(client);
            lingerNot(server);
            closeBoth();
        }
    }

    private void closeBoth() {
        // Counted out first, so that a client that has seen the end does not see itself counted.
        proxy.onClosed(this);
        closeQuietly(client);
        closeQuietly(server);
    }

    private static void lingerNot(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (SocketException e) {
            System.getLogger(TcpProxy.class.getName()).log(System.Logger.Level.TRACE, "Already gone", e);
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            System.getLogger(TcpProxy.class.getName()).log(System.Logger.Level.TRACE, "Close failed", e);
        }
    }
}
