package io.holdfast.testsupport.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy in front of a TCP server that can fail the way networks do.
 *
 * <pre>{@code
 * try (var proxy = TcpProxy.to(standby.port())) {
 *     String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/shop";
 *     proxy.mode(TcpProxy.Mode.BLACK_HOLE);
 * }
 * }</pre>
 *
 * <p>A connection that has lost bytes in a black hole can never make sense again to its two ends. It is reset when the
 * direction in question is let through again, as a firewall does that has forgotten it.
 *
 * <p><b>Threading:</b> safe; a change of mode counts for every byte read after it. Uses one daemon thread and two more
 * per connection. <b>Lifecycle:</b> {@link #close()} resets all connections.
 */
public final class TcpProxy implements AutoCloseable {

    /** What happens to connections, existing and new ones alike. */
    public enum Mode {
        /** All bytes pass, both ways. */
        PASS(true, true),
        /** Connections are accepted and read; nothing passes in either direction, not even their end. */
        BLACK_HOLE(false, false),
        /** Requests reach the server, its answers are lost. */
        DROP_REPLIES(true, false),
        /** Requests are lost; what the server says by itself passes. */
        DROP_REQUESTS(false, true),
        /** Existing connections are reset (RST), new ones are accepted and reset at once. */
        RESET(false, false),
        /** Existing connections are closed in order (FIN), new ones are accepted and closed at once. */
        FIN(false, false);

        private final boolean requests;
        private final boolean replies;

        Mode(boolean requests, boolean replies) {
            this.requests = requests;
            this.replies = replies;
        }

        boolean passesRequests() {
            return requests;
        }

        boolean passesReplies() {
            return replies;
        }
    }

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong replyBudget = new AtomicLong(Long.MAX_VALUE);
    private volatile Mode mode = Mode.PASS;
    private volatile long delayNanos;

    private TcpProxy(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Starts a proxy in front of a port of 127.0.0.1. */
    public static TcpProxy to(int port) {
        return to("127.0.0.1", port);
    }

    /** Starts a proxy in front of a server; the server need not be up yet. */
    public static TcpProxy to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), listener);
            startThread("accept", proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on a port of 127.0.0.1", e);
        }
    }

    static void startThread(String role, Runnable work) {
        Thread thread = new Thread(work, "holdfast-proxy-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the proxy's own port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the present mode. */
    public Mode mode() {
        return mode;
    }

    /** Changes the mode, for existing connections as well. */
    public void mode(Mode next) {
        mode = next;
        open.forEach(ProxiedConnection::onModeChanged);
    }

    /** Holds every piece back for a time, in each direction; zero for not at all. */
    public void delay(Duration perPiece) {
        delayNanos = perPiece.toNanos();
    }

    /**
     * Lets a number of bytes of the server's answers pass, counted from now over all connections, and resets the
     * connection on which the next byte comes. A connection made afterwards meets the same end.
     *
     * @param bytes negative for no limit
     */
    public void cutRepliesAfter(long bytes) {
        replyBudget.set(bytes < 0 ? Long.MAX_VALUE : bytes);
    }

    /** Returns how many connections are open now. One in a black hole counts although its client may be gone. */
    public int connections() {
        return open.size();
    }

    /** Returns how many connections were ever accepted. */
    public long accepted() {
        return accepted.get();
    }

    /** Stops listening and resets all connections. */
    @Override
    public void close() {
        mode = Mode.RESET;
        ProxiedConnection.closeQuietly(listener);
        open.forEach(ProxiedConnection::reset);
    }

    InetSocketAddress target() {
        return target;
    }

    long delayNanos() {
        return delayNanos;
    }

    /** Takes from the bytes of answers that may still pass and returns how many were left, at most the wish. */
    int takeReplyBudget(int wish) {
        long before = replyBudget.getAndUpdate(left -> left == Long.MAX_VALUE ? left : Math.max(0, left - wish));
        return (int) Math.min(before, wish);
    }

    void onClosed(ProxiedConnection connection) {
        open.remove(connection);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                // Closed, or one client gave up early; the loop's condition tells which.
                System.getLogger(TcpProxy.class.getName()).log(System.Logger.Level.TRACE, "Accept failed", e);
            }
        }
    }

    private void accept(Socket client) {
        accepted.incrementAndGet();
        ProxiedConnection connection = new ProxiedConnection(this, client);
        open.add(connection);
        startThread("request", connection::run);
        // The mode may have changed, or the proxy closed, before the connection could be seen by that thread.
        connection.onModeChanged();
    }
}
