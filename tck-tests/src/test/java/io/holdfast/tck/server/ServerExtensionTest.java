package io.holdfast.tck.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port that somebody else has is told before the server is started. */
class ServerExtensionTest {

    private static final String PROPERTY = "server.port.http";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void busyPortIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());
            System.setProperty(PROPERTY, port);

            assertThatThrownBy(() -> new ServerExtension().register(null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining(PROPERTY);
        }
    }
}
