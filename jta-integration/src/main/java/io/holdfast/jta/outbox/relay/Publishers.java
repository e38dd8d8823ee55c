package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxPublisher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who delivers for which channel.
 *
 * <p><strong>Threading:</strong> immutable after {@link #open}.
 */
public final class Publishers {
    private final Map<String, OutboxPublisher> byName = new TreeMap<>();
    private final Channels channels;

    /**
     * Takes the publishers.
     *
     * @param publishers the publishers; of several of one name the first counts
     * @param channels the channels
     */
    public Publishers(List<OutboxPublisher> publishers, Channels channels) {
        publishers.forEach(publisher -> byName.putIfAbsent(publisher.name(), publisher));
        this.channels = channels;
    }

    /**
     * Opens every channel.
     *
     * @throws IllegalArgumentException if a publisher is missing or refuses its properties
     */
    public void open() {
        for (OutboxChannel channel : channels.all()) {
            OutboxPublisher publisher = byName.get(channel.publisher());
            if (publisher == null) {
                throw new IllegalArgumentException(RelayMessages.noPublisher(channel.name(), channel.publisher()));
            }
            publisher.open(channel);
        }
    }

    @Nullable OutboxChannel channel(String name) {
        return channels.find(name);
    }

    List<OutboxChannel> channels() {
        return channels.all();
    }

    @Nullable OutboxPublisher of(OutboxChannel channel) {
        return byName.get(channel.publisher());
    }

    /** Closes all publishers; after the relay has stopped. */
    public void close() {
        byName.values().forEach(publisher -> {
            try {
                publisher.close();
            } catch (RuntimeException e) {
                RelayMessages.closeFailed(publisher.name(), e);
            }
        });
    }
}
