package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.spi.OutboxChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channels that are down, by tenant.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Circuits {
    private final Map<String, Circuit> open = new HashMap<>();

    private static String key(String tenant, String channel) {
        return tenant + '\n' + channel;
    }

    boolean isOpen(String tenant, String channel) {
        return !open.isEmpty() && open.containsKey(key(tenant, channel));
    }

    @Nullable Circuit find(String tenant, String channel) {
        return open.get(key(tenant, channel));
    }

    /** Opens a circuit, or pauses an open one again. Null if it was open. */
    @Nullable Circuit open(String tenant, String channel, long probeAt) {
        Circuit known = find(tenant, channel);
        if (known != null) {
            known.pauseUntil(probeAt);
            return null;
        }
        Circuit fresh = new Circuit(tenant, channel, probeAt);
        open.put(key(tenant, channel), fresh);
        return fresh;
    }

    /** Closes a circuit. Null if it was not open. */
    @Nullable Circuit close(String tenant, String channel) {
        return open.isEmpty() ? null : open.remove(key(tenant, channel));
    }

    Collection<Circuit> all() {
        return open.values();
    }

    /** What a claim leaves out. */
    Set<String> paused() {
        return Set.copyOf(open.keySet());
    }

    /** What the claim of a probe leaves out: all channels of its tenant but one. */
    Set<String> allBut(Circuit circuit, List<OutboxChannel> channels) {
        // Those that are down may be channels that only other nodes know.
        Set<String> others = new HashSet<>(open.keySet());
        others.remove(key(circuit.tenant(), circuit.channel()));
        for (OutboxChannel channel : channels) {
            if (!channel.name().equals(circuit.channel())) {
                others.add(key(circuit.tenant(), channel.name()));
            }
        }
        return others;
    }
}
