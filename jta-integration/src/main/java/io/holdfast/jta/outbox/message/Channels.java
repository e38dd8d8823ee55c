package io.holdfast.jta.outbox.message;

import io.holdfast.outbox.spi.OutboxChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the configuration.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class Channels {
    private final List<OutboxChannel> inOrder;
    private final Map<String, OutboxChannel> byName;

    /**
     * Takes the channels.
     *
     * @param channels the channels, in the order in which they are asked
     */
    public Channels(List<OutboxChannel> channels) {
        this.inOrder = List.copyOf(channels);
        this.byName = channels.stream().collect(Collectors.toUnmodifiableMap(OutboxChannel::name, Function.identity()));
    }

    /**
     * All channels.
     *
     * @return the channels
     */
    public List<OutboxChannel> all() {
        return inOrder;
    }

    /**
     * Looks a channel up.
     *
     * @param name its name
     * @return the channel, or null
     */
    public @Nullable OutboxChannel find(String name) {
        return byName.get(name);
    }

    /**
     * Where events of a type go that name no channel.
     *
     * @param type the type alias
     * @return the name of the first channel that wants it, else of the default one
     */
    public String ofType(String type) {
        for (OutboxChannel channel : inOrder) {
            if (channel.types().stream().anyMatch(pattern -> TypePatterns.matches(pattern, type))) {
                return channel.name();
            }
        }
        return OutboxChannel.DEFAULT;
    }
}
