package io.holdfast.outbox.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A logical destination and how events get there, from {@code holdfast.outbox.channel.<name>.*}.
 *
 * @param name its name
 * @param types which types of events go there, aliases or beginnings with {@code *}; empty if events must name the channel
 * @param publisher the name of the publisher
 * @param onPoison what a parked event holds up
 * @param retry when to try again
 * @param properties what the publisher is told; may hold secrets, and is not shown
 * @since 0.1
 */
public record OutboxChannel(
        String name,
        List<String> types,
        String publisher,
        PoisonPolicy onPoison,
        RetryPolicy retry,
        Map<String, String> properties) {

    /** Where an event goes that names no channel and that no channel wants. */
    public static final String DEFAULT = "default";

    /**
     * Copies.
     *
     * @param name its name
     * @param types which types
     * @param publisher the publisher
     * @param onPoison what a parked event holds up
     * @param retry when to try again
     * @param properties what the publisher is told
     */
    public OutboxChannel {
        Objects.requireNonNull(name, "name");
        types = List.copyOf(types);
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "OutboxChannel[" + name + " by " + publisher + "]";
    }

    /** What a parked event holds up, until it is replayed or discarded. */
    public enum PoisonPolicy {
        /** Later events of its key. An event without a key holds up nothing. */
        BLOCK_KEY,
        /** Nothing: order is given up for progress. */
        SKIP,
        /** All events of its tenant on the channel. */
        BLOCK_CHANNEL
    }

    /**
     * When to try again. Each pause is drawn at random between zero and a bound that doubles (full jitter), so that those who failed
     * together do not come back together.
     *
     * @param maxAttempts how many deliveries are tried before an event is parked, at least 1
     * @param firstDelay the bound of the first pause
     * @param maxDelay the largest bound
     * @param probeInterval how long a channel that is down pauses before one event is tried
     */
    public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay, Duration probeInterval) {}
}
