package io.holdfast.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish.
 *
 * <p>Its type is an alias of the application's own, best with a version, such as {@code order.created/1}; never the name of a class,
 * which would tie waiting events to code that may be renamed.
 *
 * <p><strong>Threading:</strong> immutable; the payload must not be changed until {@code publish} has returned.
 *
 * @since 0.1
 */
public final class OutboxMessage {

    /** The longest key or deduplication key, in characters. */
    public static final int MAX_KEY_LENGTH = 200;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Builder values;

    private OutboxMessage(Builder values) {
        this.values = values;
    }

    /**
     * An event without a key.
     *
     * @param type its type alias
     * @param payload what it says; see {@link Builder#payload(Object)}
     * @return the event
     */
    public static OutboxMessage of(String type, Object payload) {
        return builder(type).payload(payload).build();
    }

    /**
     * Begins an event.
     *
     * @param type its type alias: letters, digits, dot, slash, underscore and hyphen, at most 200 characters
     * @return a builder
     * @throws IllegalArgumentException if the alias has other characters or is too long
     */
    public static Builder builder(String type) {
        return new Builder(type);
    }

    /**
     * The id that was asked for.
     *
     * @return the id, or empty to have one made
     */
    public Optional<UUID> id() {
        return Optional.ofNullable(values.id);
    }

    /**
     * The type alias.
     *
     * @return the alias
     */
    public String type() {
        return values.type;
    }

    /**
     * The channel that was asked for.
     *
     * @return the channel, or empty to have it chosen by the type
     */
    public Optional<String> channel() {
        return Optional.ofNullable(values.channel);
    }

    /**
     * What the event says.
     *
     * @return the payload, or empty
     */
    public Optional<Object> payload() {
        return Optional.ofNullable(values.payload);
    }

    /**
     * The content type that was given.
     *
     * @return the content type, or empty to have it follow from the payload
     */
    public Optional<String> contentType() {
        return Optional.ofNullable(values.contentType);
    }

    /**
     * What orders the event among others.
     *
     * @return the key, or empty if order does not matter
     */
    public Optional<String> key() {
        return Optional.ofNullable(values.key);
    }

    /**
     * What tells that the event was published before.
     *
     * @return the deduplication key, or empty
     */
    public Optional<String> deduplicationKey() {
        return Optional.ofNullable(values.deduplicationKey);
    }

    /**
     * Headers, in the order in which they were added.
     *
     * @return an immutable map
     */
    public Map<String, String> headers() {
        return values.headers;
    }

    /**
     * How long to wait before the first delivery, by the clock of the database.
     *
     * @return the delay, zero for none
     */
    public Duration delay() {
        return values.delay;
    }

    /**
     * Before which moment it must not be delivered.
     *
     * @return the moment, or empty
     */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(values.notBefore);
    }

    @Override
    public String toString() {
        return "OutboxMessage[" + values.type + "]";
    }

    /**
     * Builds an event.
     *
     * <p><strong>Threading:</strong> for one thread.
     */
    public static final class Builder {
        private final String type;
        private @Nullable UUID id;
        private @Nullable String channel;
        private @Nullable Object payload;
        private @Nullable String contentType;
        private @Nullable String key;
        private @Nullable String deduplicationKey;
        private Map<String, String> headers = new LinkedHashMap<>();
        private Duration delay = Duration.ZERO;
        private @Nullable Instant notBefore;

        private Builder(String type) {
            this.type = checked("type", type, TYPE);
        }

        private Builder(Builder other) {
            type = other.type;
            id = other.id;
            channel = other.channel;
            payload = other.payload;
            contentType = other.contentType;
            key = other.key;
            deduplicationKey = other.deduplicationKey;
            headers = Map.copyOf(other.headers);
            delay = other.delay;
            notBefore = other.notBefore;
        }

        /**
         * What the event says: {@code byte[]} and {@code String} go as they are, anything else as JSON if the server has JSON
         * Binding.
         *
         * @param value the payload
         * @return this
         */
        public Builder payload(Object value) {
            payload = Objects.requireNonNull(value, "payload");
            return this;
        }

        /**
         * The media type of the payload, for one that is not what its Java type says.
         *
         * @param value the media type; {@code application/octet-stream} for bytes, {@code text/plain} for text and
         *     {@code application/json} for the rest if not set
         * @return this
         */
        public Builder contentType(String value) {
            contentType = limited("contentType", value, 80);
            return this;
        }

        /**
         * Orders the event: those of one key and channel are delivered one after the other, in the order in which they were
         * written.
         *
         * @param value the key, such as the id of the order that the event is about; at most {@value #MAX_KEY_LENGTH} characters
         * @return this
         */
        public Builder key(String value) {
            key = limited("key", value, MAX_KEY_LENGTH);
            return this;
        }

        /**
         * Where to send the event.
         *
         * @param value the name of a channel; if not set, the first channel of the configuration that wants the type, else
         *     {@code default}
         * @return this
         */
        public Builder channel(String value) {
            channel = checked("channel", value, NAME);
            return this;
        }

        /**
         * Makes a repetition harmless: an event whose key was published before on the same channel for the same tenant is not
         * published again. Remembered for {@code holdfast.outbox.inbox-retention}.
         *
         * @param value the key; at most {@value #MAX_KEY_LENGTH} characters
         * @return this
         */
        public Builder deduplicationKey(String value) {
            deduplicationKey = limited("deduplicationKey", value, MAX_KEY_LENGTH);
            return this;
        }

        /**
         * Adds a header. {@code traceparent} and {@code tracestate} are handed on as trace context.
         *
         * @param name its name: letters, digits, dot, underscore and hyphen
         * @param value its value
         * @return this
         */
        public Builder header(String name, String value) {
            headers.put(checked("header", name, NAME), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Waits before the first delivery, by the clock of the database.
         *
         * @param value how long; not negative
         * @return this
         */
        public Builder delay(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("The delay is negative.");
            }
            delay = value;
            return this;
        }

        /**
         * Does not deliver before a moment, by the clock of the database.
         *
         * @param value the moment
         * @return this
         */
        public Builder notBefore(Instant value) {
            notBefore = Objects.requireNonNull(value, "notBefore");
            return this;
        }

        /**
         * Gives the event an id of the caller's. Without it a time-ordered one is made (UUID version 7, RFC 9562).
         *
         * @param value the id; one that another waiting event has makes the transaction fail
         * @return this
         */
        public Builder id(UUID value) {
            id = Objects.requireNonNull(value, "id");
            return this;
        }

        /**
         * Makes the event.
         *
         * @return the event
         */
        public OutboxMessage build() {
            return new OutboxMessage(new Builder(this));
        }

        private static String checked(String what, String value, Pattern pattern) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException("The " + what + " of an event must match " + pattern + ".");
            }
            return value;
        }

        private static String limited(String what, String value, int length) {
            if (value.isEmpty() || value.length() > length) {
                throw new IllegalArgumentException("The " + what + " of an event must have 1 to " + length
                        + " characters, not " + value.length() + ".");
            }
            return value;
        }
    }
}
