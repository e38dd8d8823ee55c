package io.holdfast.outbox.spi;

import java.time.Duration;
import java.util.List;

/**
 * The configuration of the outbox, from {@code holdfast.outbox.*}. Read by Holdfast once and provided as a CDI bean.
 *
 * @param enabled whether there is an outbox
 * @param schema who creates its tables
 * @param withoutTransaction what publishing outside a transaction does
 * @param maxPayload the longest payload, in bytes
 * @param relay how events are delivered
 * @param retention how long things are remembered
 * @param channels the channels; one named {@link OutboxChannel#DEFAULT} is always there
 * @since 0.1
 */
public record OutboxSettings(
        Enabled enabled,
        Schema schema,
        WithoutTransaction withoutTransaction,
        int maxPayload,
        Relay relay,
        Retention retention,
        List<OutboxChannel> channels) {

    /** Whether there is an outbox. */
    public enum Enabled {
        /** If the application injects it or has a handler. */
        AUTO,
        /** In any case. */
        TRUE,
        /** Not at all. */
        FALSE
    }

    /** Who creates and upgrades the tables. */
    public enum Schema {
        /** The outbox itself, under a lock of the database. */
        MANAGED,
        /** Somebody else, with the files that come with Holdfast. */
        EXTERNAL
    }

    /** What publishing outside a transaction does. */
    public enum WithoutTransaction {
        /** It is refused. */
        REJECT,
        /** The event gets a transaction of its own. */
        OWN
    }

    /**
     * How events are delivered.
     *
     * @param enabled whether this node delivers at all; another one may
     * @param direct whether events are delivered by the node that published them right after the commit, instead of waiting for a
     *     poll
     * @param lease how long an event belongs to the node that has it in hand
     * @param busyPoll how often a database with waiting events is looked through
     * @param idlePoll how often a database without is
     * @param batchSize the most events in one statement
     * @param threads how many deliver of one tenant at the same time, those not counted that take longer than a second; where several
     *     tenants share them there is one more
     * @param maxInFlight the most events in hand per database
     * @param shutdownTimeout how long a stop waits for deliveries that have begun
     */
    public record Relay(
            boolean enabled,
            boolean direct,
            Duration lease,
            Duration busyPoll,
            Duration idlePoll,
            int batchSize,
            int threads,
            int maxInFlight,
            Duration shutdownTimeout) {}

    /**
     * How long things are remembered.
     *
     * @param inbox processed messages and deduplication keys
     * @param parked parked events, zero for ever
     */
    public record Retention(Duration inbox, Duration parked) {}
}
