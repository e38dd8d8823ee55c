package io.holdfast.testsupport.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on which connecting hangs: nobody refuses, nobody accepts, as with a host that is switched off.
 * The queue of a listening socket is filled, so the kernel leaves further attempts unanswered.
 *
 * <p><b>Threading:</b> safe; no threads of its own.
 */
public final class UnansweredPort implements AutoCloseable {

    private static final int MOST_FILLERS = 32;
    private static final int UNANSWERED_AFTER_MILLIS = 300;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    private UnansweredPort(ServerSocket listener) {
        this.listener = listener;
    }

    /** Opens the port and returns when it has stopped answering, after about 0.3 seconds. */
    public static UnansweredPort open() {
        try {
            UnansweredPort port = new UnansweredPort(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
            port.fill();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a port that does not answer", e);
        }
    }

    // How many fit differs between kernels, so fill until one hangs.
    private void fill() throws IOException {
        while (fillers.size() < MOST_FILLERS) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(listener.getLocalSocketAddress(), UNANSWERED_AFTER_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException(
                "The queue of a listening socket took " + MOST_FILLERS + " connections and still answers");
    }

    /** Returns the port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Closes the port; from now on connecting to it is refused. */
    @Override
    public void close() {
        fillers.forEach(ProxiedConnection::closeQuietly);
        ProxiedConnection.closeQuietly(listener);
    }
}
