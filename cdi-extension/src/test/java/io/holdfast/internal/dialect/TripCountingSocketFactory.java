package io.holdfast.internal.dialect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Counts round trips: how often something was sent after something had been received. Named in the driver's properties. */
public final class TripCountingSocketFactory extends SocketFactory {

    private static final AtomicInteger TRIPS = new AtomicInteger();

    /** Both drivers make it by its name. */
    public TripCountingSocketFactory() {}

    static int trips() {
        return TRIPS.get();
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    private static final class CountingSocket extends Socket {

        private final AtomicBoolean received = new AtomicBoolean(true);

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    received.set(true);
                    return super.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    received.set(true);
                    return super.read(bytes, offset, length);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int single) throws IOException {
                    count();
                    out.write(single);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    count();
                    out.write(bytes, offset, length);
                }
            };
        }

        private void count() {
            if (received.compareAndSet(true, false)) {
                TRIPS.incrementAndGet();
            }
        }
    }
}
