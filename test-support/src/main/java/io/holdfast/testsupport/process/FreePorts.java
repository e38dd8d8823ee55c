package io.holdfast.testsupport.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that are stopped and started again on the same port.
 *
 * <p>Binding port 0 would give a port of the ephemeral range, and while the server is down any outgoing connection of
 * the same machine may be given that port; the restart then fails now and then. So the port is drawn at random below
 * the usual ephemeral ranges (Linux from 32768, macOS from 49152) and tried.
 *
 * <p><b>Threading:</b> safe. Between the answer and its use another process may still take the port; the server's own
 * bind fails then, and says so.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    /** Returns a port of 127.0.0.1 that was free a moment ago. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST + " in " + ATTEMPTS
                + " attempts; close some servers on this machine");
    }

    /** Tells whether a port of 127.0.0.1 is free at this moment. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
