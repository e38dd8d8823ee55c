package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.relay.delivery.Held;
import io.holdfast.jta.outbox.relay.delivery.InHand;
import io.holdfast.jta.outbox.relay.delivery.Item;
import io.holdfast.jta.outbox.relay.delivery.Lane;
import io.holdfast.jta.outbox.relay.delivery.LaneKey;
import io.holdfast.jta.outbox.relay.delivery.Result;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows that this node has in hand to the delivery threads: those with a key to the lane of their key, if everything older of it
 * is in there or gone; the others in handfuls.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Dispatch {
    private static final int MOST_TOGETHER = 50;

    private final DatabaseRelay owner;
    private final RelayParts parts;
    private final InHand inHand;
    private final Circuits circuits;
    private final Settlement settlement;

    Dispatch(DatabaseRelay owner, RelayParts parts, InHand inHand, Circuits circuits, Settlement settlement) {
        this.owner = owner;
        this.parts = parts;
        this.inHand = inHand;
        this.circuits = circuits;
        this.settlement = settlement;
    }

    void send(List<Held> held, long leaseEnd) {
        if (held.isEmpty()) {
            return;
        }
        Set<Lane> lanes = new LinkedHashSet<>();
        Map<String, List<Item>> loose = new LinkedHashMap<>();
        held.sort(Comparator.comparingLong(Held::row));
        for (Held row : held) {
            Item item = accept(row, leaseEnd);
            if (item != null && row.event().key().isPresent()) {
                inLine(item, row.olderRow(), lanes);
            } else if (item != null) {
                loose.computeIfAbsent(item.tenant() + '\n' + item.channel().name(), any -> new ArrayList<>())
                        .add(item);
            }
        }
        loose.values().forEach(items -> handfuls(items, lanes));
        for (Lane lane : lanes) {
            if (lane.trySchedule()) {
                owner.submit(lane);
            }
        }
        // Or nothing would ever find out whether the channel is up again.
        long pause = parts.settings().busyPoll().toNanos();
        circuits.all().stream()
                .filter(Circuit::isProbeMissing)
                .forEach(circuit -> circuit.pauseUntil(parts.nanoTime().getAsLong() + pause));
    }

    private @Nullable Item accept(Held row, long leaseEnd) {
        OutboxChannel channel = parts.publishers().channel(row.event().channel());
        if (channel == null) {
            unknown(row);
            return null;
        }
        Circuit circuit = circuits.find(row.tenant(), channel.name());
        boolean probe = circuit != null && circuit.tryTakeProbe();
        if (circuit != null && !probe) {
            giveBack(row, Duration.ZERO);
            return null;
        }
        Item item = new Item(row, channel, probe, leaseEnd);
        inHand.add(item);
        if (row.attempts() - 1 > channel.retry().maxAttempts()) {
            // None has ended: whoever tries it may not live to tell. One of them may never have begun.
            owner.report(new Result(item, Result.Kind.FAILED, new IllegalStateException("no attempt has ended")));
            return null;
        }
        return item;
    }

    /** A channel of another node, or of an older configuration: not this node's to judge. */
    private void unknown(Held row) {
        long pause = parts.settings().idlePoll().toNanos();
        Circuit opened = circuits.open(
                row.tenant(), row.event().channel(), parts.nanoTime().getAsLong() + pause);
        String why = RelayMessages.unknownChannel(row.event().channel());
        if (opened != null) {
            RelayMessages.channelDown(owner.name(), opened, new IllegalStateException(why));
        }
        settlement.retry(new Retry(row.row(), row.token(), Duration.ZERO, row.attempts() - 1, why));
    }

    private void giveBack(Held row, Duration pause) {
        settlement.retry(new Retry(row.row(), row.token(), pause, row.attempts() - 1, null));
    }

    private void inLine(Item item, long olderRow, Set<Lane> lanes) {
        LaneKey key = new LaneKey(
                item.tenant(), item.channel().name(), item.event().key().orElseThrow());
        Lane lane = inHand.lane(key, owner);
        if (lane.append(item, olderRow)) {
            lanes.add(lane);
        } else {
            // An older one is with another node, or failed a moment ago. The database keeps the order.
            inHand.forgetIfUnused(lane);
            Circuit circuit =
                    item.isProbe() ? circuits.find(item.tenant(), item.channel().name()) : null;
            if (circuit != null) {
                circuit.pauseUntil(parts.nanoTime().getAsLong()
                        + parts.settings().busyPoll().toNanos());
            }
            settlement.retry(new Retry(item.row(), item.token(), Duration.ZERO, item.attempts() - 1, null));
            owner.poll()
                    .at(parts.nanoTime().getAsLong()
                            + parts.settings().busyPoll().toNanos());
        }
    }

    private void handfuls(List<Item> items, Set<Lane> lanes) {
        int threads = parts.settings().threads();
        int size = Math.max(1, Math.min(MOST_TOGETHER, (items.size() + threads - 1) / threads));
        for (int from = 0; from < items.size(); from += size) {
            Lane lane = new Lane(owner, null, items.get(from).tenant());
            items.subList(from, Math.min(items.size(), from + size)).forEach(item -> lane.append(item, 0));
            lanes.add(lane);
        }
    }
}
