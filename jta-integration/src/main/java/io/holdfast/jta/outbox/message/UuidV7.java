package io.holdfast.jta.outbox.message;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Makes ids that begin with the time (UUID version 7, RFC 9562): neighbours in time are neighbours in an index.
 *
 * <p>Nothing relies on their order, and a clock that goes wrong only costs that neighbourhood.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class UuidV7 {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final LongSupplier millis;

    /**
     * Makes a source of ids.
     *
     * @param millis the clock, of {@link System#currentTimeMillis()}
     */
    public UuidV7(LongSupplier millis) {
        this.millis = millis;
    }

    /**
     * The next id.
     *
     * @return an id
     */
    public UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = millis.getAsLong() << 16;
        return new UUID(time | VERSION | random.nextLong() >>> 52, VARIANT | random.nextLong() >>> 2);
    }
}
