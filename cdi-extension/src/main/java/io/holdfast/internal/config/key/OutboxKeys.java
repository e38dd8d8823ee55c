package io.holdfast.internal.config.key;

import io.holdfast.internal.config.key.ConfigKey.Bounds;
import io.holdfast.internal.config.key.ConfigKey.Type;
import java.util.List;

/** The keys of the outbox. */
public final class OutboxKeys {

    static final String PREFIX = "holdfast.outbox.";
    public static final String CHANNEL_PREFIX = "holdfast.outbox.channel.";

    public static final ConfigKey ENABLED = ConfigKey.choice(
            PREFIX + "enabled",
            List.of("auto", "true", "false"),
            "Whether there is an outbox; `auto`: if the application injects it or has a handler.");
    public static final ConfigKey SCHEMA = ConfigKey.choice(
            PREFIX + "schema",
            List.of("managed", "external"),
            "Who creates the tables: the outbox itself, or a pipeline of yours with the files in `META-INF/holdfast/outbox`.");
    public static final ConfigKey WITHOUT_TRANSACTION = ConfigKey.choice(
            PREFIX + "without-transaction",
            List.of("reject", "own"),
            "What publishing outside a transaction does: an error, or a transaction of its own.");
    public static final ConfigKey MAX_PAYLOAD = ConfigKey.integer(
            PREFIX + "max-payload", new Bounds("1", "104857600", "1048576"), "The longest payload, in bytes.");
    public static final ConfigKey RELAY = ConfigKey.flag(
            PREFIX + "relay", true, "Whether this node delivers events; another one has to if it does not.");
    public static final ConfigKey DIRECT = ConfigKey.flag(
            PREFIX + "direct",
            true,
            "Whether the node that published an event delivers it right after the commit, instead of waiting for a poll.");
    public static final ConfigKey LEASE = ConfigKey.duration(
            PREFIX + "lease",
            new Bounds("1s", "1d", "30s"),
            "How long an event belongs to the node that has it in hand; after a crash another one takes over that much later."
                    + " Renewed while a delivery takes longer.");
    public static final ConfigKey BUSY_POLL = ConfigKey.duration(
            PREFIX + "busy-poll",
            new Bounds("1ms", "1d", "100ms"),
            "How soon a database that had due events is looked through again. Doubles up to `idle-poll` while there is nothing.");
    public static final ConfigKey IDLE_POLL = ConfigKey.duration(
            PREFIX + "idle-poll",
            new Bounds("1ms", "1d", "1m"),
            "How often a database without events is looked through: one query each.");
    public static final ConfigKey BATCH_SIZE = ConfigKey.integer(
            PREFIX + "batch-size", new Bounds("1", "10000", "500"), "The most events in one statement of the relay.");
    public static final ConfigKey THREADS = ConfigKey.integer(
            PREFIX + "threads",
            new Bounds("1", "1000", "8"),
            "How many threads of this node deliver events of a tenant; where several share them there is one more.");
    public static final ConfigKey MAX_IN_FLIGHT = ConfigKey.integer(
            PREFIX + "max-in-flight",
            new Bounds("1", "1000000", "2000"),
            "The most events of one database that this node has in hand at a time.");
    public static final ConfigKey SHUTDOWN_TIMEOUT = ConfigKey.duration(
            PREFIX + "shutdown-timeout",
            new Bounds("0", "1h", "10s"),
            "How long a stop waits for deliveries that have begun; the others are handed over at once.");
    public static final ConfigKey INBOX_RETENTION = ConfigKey.duration(
            PREFIX + "inbox-retention",
            new Bounds("1m", "3650d", "7d"),
            "How long processed messages and deduplication keys are remembered.");
    public static final ConfigKey PARKED_RETENTION = ConfigKey.duration(
            PREFIX + "parked-retention",
            new Bounds("0", "3650d", "0"),
            "How long parked events are kept; `0` for ever.");
    public static final ConfigKey CHANNELS = ConfigKey.of(
            Type.LIST,
            PREFIX + "channels",
            "The names of the channels; needed only where a config source cannot list its keys, or where the order in which"
                    + " types are matched matters.",
            "found from the keys, in the order of their names");

    public static final ConfigKey TYPES = ConfigKey.of(
            Type.LIST,
            "types",
            "Which types of events go there, if they name no channel: an alias, or its beginning and `*`.",
            "only events that name the channel; for `default` all that no other channel wants");
    public static final ConfigKey PUBLISHER = ConfigKey.text(
            "publisher",
            "cdi",
            "Who delivers: `cdi` (methods with `@OutboxHandler`), `webhook` with `holdfast-webhook`, or a publisher of your own.");
    public static final ConfigKey ON_POISON = ConfigKey.choice(
            "on-poison",
            List.of("block-key", "skip", "block-channel"),
            "What a parked event holds up: later ones of its key, nothing, or all of its tenant on the channel.");
    public static final ConfigKey MAX_ATTEMPTS = ConfigKey.integer(
            "max-attempts", new Bounds("1", "30000", "10"), "How many deliveries are tried before an event is parked.");
    public static final ConfigKey RETRY_DELAY = ConfigKey.duration(
            "retry-delay",
            new Bounds("1ms", "1d", "1s"),
            "The longest first pause before another attempt; it doubles with each, and a random part of it is waited.");
    public static final ConfigKey MAX_RETRY_DELAY =
            ConfigKey.duration("max-retry-delay", new Bounds("1ms", "30d", "10m"), "Where the doubling ends.");
    public static final ConfigKey PROBE_INTERVAL = ConfigKey.duration(
            "probe-interval",
            new Bounds("1ms", "1d", "5s"),
            "How long a channel that is down pauses for its tenant, before one event is tried. No attempt is spent.");
    static final ConfigKey PROPERTY = ConfigKey.of(
            Type.TEXT,
            "property.<name>",
            "What the publisher is told. Not shown.",
            "none. Found only in config sources that list their keys");

    public static final List<ConfigKey> GENERAL = List.of(
            ENABLED,
            SCHEMA,
            WITHOUT_TRANSACTION,
            MAX_PAYLOAD,
            RELAY,
            DIRECT,
            LEASE,
            BUSY_POLL,
            IDLE_POLL,
            BATCH_SIZE,
            THREADS,
            MAX_IN_FLIGHT,
            SHUTDOWN_TIMEOUT,
            INBOX_RETENTION,
            PARKED_RETENTION,
            CHANNELS);
    public static final List<ConfigKey> CHANNEL =
            List.of(TYPES, PUBLISHER, ON_POISON, MAX_ATTEMPTS, RETRY_DELAY, MAX_RETRY_DELAY, PROBE_INTERVAL, PROPERTY);

    private OutboxKeys() {}
}
