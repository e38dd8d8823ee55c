package io.holdfast.internal.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A password that does not show itself.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Secret {

    private final String value;
    private final Path file;

    private Secret(String value, Path file) {
        this.value = value;
        this.file = file;
    }

    /**
     * A password given as such.
     *
     * @param value the password
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(value, null);
    }

    /**
     * A password in a file, read at each use so that a rotated one is picked up by new connections.
     *
     * @param file the file; a line end at its end does not belong to the password
     * @return the secret
     */
    public static Secret fromFile(Path file) {
        return new Secret(null, file);
    }

    /**
     * Gives the password away.
     *
     * @return the password
     * @throws UncheckedIOException if the file cannot be read
     */
    public String reveal() {
        if (file == null) {
            return value;
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
