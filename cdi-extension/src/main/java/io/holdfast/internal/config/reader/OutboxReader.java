package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.key.ConfigKey;
import io.holdfast.internal.config.key.ConfigProblem;
import io.holdfast.internal.config.key.ConfigValues;
import io.holdfast.internal.config.key.KeyIndex;
import io.holdfast.internal.config.key.KeyName;
import io.holdfast.internal.config.key.OutboxKeys;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxSettings.Enabled;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.outbox.spi.OutboxSettings.WithoutTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what the outbox is told. */
final class OutboxReader {

    private static final String CHANNEL_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String TYPE_PATTERN = "[A-Za-z0-9][A-Za-z0-9._/-]{0,199}[*]?|[*]";

    private final ConfigValues values;
    private final KeyIndex index;

    OutboxReader(ConfigValues values, KeyIndex index) {
        this.values = values;
        this.index = index;
    }

    OutboxSettings read() {
        return new OutboxSettings(
                values.choice(OutboxKeys.ENABLED, OutboxKeys.ENABLED.name(), Enabled.AUTO),
                values.choice(OutboxKeys.SCHEMA, OutboxKeys.SCHEMA.name(), Schema.MANAGED),
                values.choice(
                        OutboxKeys.WITHOUT_TRANSACTION,
                        OutboxKeys.WITHOUT_TRANSACTION.name(),
                        WithoutTransaction.REJECT),
                integer(OutboxKeys.MAX_PAYLOAD),
                relay(),
                new OutboxSettings.Retention(
                        duration(OutboxKeys.INBOX_RETENTION), duration(OutboxKeys.PARKED_RETENTION)),
                channels());
    }

    private OutboxSettings.Relay relay() {
        Duration busy = duration(OutboxKeys.BUSY_POLL);
        Duration idle = duration(OutboxKeys.IDLE_POLL);
        if (idle.compareTo(busy) < 0) {
            values.problem(ConfigProblem.of(
                    OutboxKeys.IDLE_POLL.name(),
                    "is shorter than '" + OutboxKeys.BUSY_POLL.name() + "' (" + busy + "). Make it as long at least"));
        }
        return new OutboxSettings.Relay(
                values.flag(OutboxKeys.RELAY),
                values.flag(OutboxKeys.DIRECT),
                duration(OutboxKeys.LEASE),
                busy,
                idle,
                integer(OutboxKeys.BATCH_SIZE),
                integer(OutboxKeys.THREADS),
                integer(OutboxKeys.MAX_IN_FLIGHT),
                duration(OutboxKeys.SHUTDOWN_TIMEOUT));
    }

    private List<OutboxChannel> channels() {
        List<OutboxChannel> channels = new ArrayList<>();
        for (String name : names()) {
            if (name.matches(CHANNEL_NAME)) {
                channels.add(channel(name));
            } else {
                values.problem(ConfigProblem.of(
                        OutboxKeys.CHANNELS.name(), name, "expected names that match " + CHANNEL_NAME));
            }
        }
        return channels;
    }

    // The default channel comes last: it takes what the others leave.
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>(values.list(OutboxKeys.CHANNELS, OutboxKeys.CHANNELS.name()));
        names.addAll(index.channels());
        names.remove(OutboxChannel.DEFAULT);
        names.add(OutboxChannel.DEFAULT);
        return names;
    }

    private OutboxChannel channel(String name) {
        String prefix = OutboxKeys.CHANNEL_PREFIX + KeyName.quotedIfNeeded(name) + ".";
        RetryPolicy retry = new RetryPolicy(
                values.integer(OutboxKeys.MAX_ATTEMPTS, values.setting(prefix + OutboxKeys.MAX_ATTEMPTS.name())),
                values.duration(OutboxKeys.RETRY_DELAY, prefix + OutboxKeys.RETRY_DELAY.name()),
                values.duration(OutboxKeys.MAX_RETRY_DELAY, prefix + OutboxKeys.MAX_RETRY_DELAY.name()),
                values.duration(OutboxKeys.PROBE_INTERVAL, prefix + OutboxKeys.PROBE_INTERVAL.name()));
        return new OutboxChannel(
                name,
                types(prefix + OutboxKeys.TYPES.name()),
                values.text(prefix + OutboxKeys.PUBLISHER.name())
                        .orElse(OutboxKeys.PUBLISHER.defaultValue().orElseThrow()),
                values.word(OutboxKeys.ON_POISON, prefix + OutboxKeys.ON_POISON.name())
                        .map(word -> PoisonPolicy.valueOf(
                                word.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .orElse(PoisonPolicy.BLOCK_KEY),
                retry,
                properties(prefix));
    }

    private List<String> types(String key) {
        List<String> types = values.list(OutboxKeys.TYPES, key);
        types.stream()
                .filter(type -> !type.matches(TYPE_PATTERN))
                .forEach(type -> values.problem(ConfigProblem.of(
                        key, type, "expected type aliases, or beginnings of them with a * at the end")));
        return types;
    }

    private Map<String, String> properties(String prefix) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : index.properties(prefix)) {
            values.verbatim(prefix + "property." + name)
                    .ifPresent(value -> properties.put(KeyName.unquoted(name), value));
        }
        return properties;
    }

    private int integer(ConfigKey key) {
        return values.integer(key, values.setting(key.name()));
    }

    private Duration duration(ConfigKey key) {
        return values.duration(key, key.name());
    }
}
