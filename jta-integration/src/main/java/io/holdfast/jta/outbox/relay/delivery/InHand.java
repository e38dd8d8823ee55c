package io.holdfast.jta.outbox.relay.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that this node has in hand in one database, and the lanes that they are in.
 *
 * <p><strong>Threading:</strong> owned by the relay of a database.
 */
public final class InHand {
    private final Map<Long, Item> items = new HashMap<>();
    private final Map<String, Integer> byTenant = new HashMap<>();
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private long firstEnd;
    private boolean leases;

    /** How many rows there are. */
    public int size() {
        return items.size();
    }

    /** How many rows a tenant has. */
    public int of(String tenant) {
        return byTenant.getOrDefault(tenant, 0);
    }

    /** The most that any of the tenants has. */
    public int most(Set<String> tenants) {
        return byTenant.entrySet().stream()
                .filter(count -> tenants.contains(count.getKey()))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Whether it is this item that stands for its row, and not one that was taken later. */
    public boolean contains(Item item) {
        return items.get(item.row()) == item;
    }

    /** The lane of a key, a new one if there is none. */
    public Lane lane(LaneKey key, LaneOwner owner) {
        return lanes.computeIfAbsent(key, any -> new Lane(owner, key, key.tenant()));
    }

    /** A lane that took nothing and has nothing is not kept. */
    public void forgetIfUnused(Lane lane) {
        LaneKey key = lane.key();
        if (key != null && lane.isUnused()) {
            lanes.remove(key, lane);
        }
    }

    /** Takes an item in hand. */
    public void add(Item item) {
        Item older = items.put(item.row(), item);
        if (older != null) {
            // Its lease ended and this node got the row again: the new one counts.
            older.lose();
            leave(older);
        }
        if (!leases || item.leaseEnd() - firstEnd < 0) {
            firstEnd = item.leaseEnd();
        }
        leases = true;
        byTenant.merge(item.tenant(), 1, Integer::sum);
    }

    /** Whether there is a lease that can end: of rows that another node has there is none. */
    boolean hasLeases() {
        return leases && !items.isEmpty();
    }

    /** When the first lease ends, or a moment before that. */
    long firstEnd() {
        return firstEnd;
    }

    /** Finds out when the first lease ends now. */
    void leasesChanged() {
        boolean first = true;
        for (Item item : items.values()) {
            if (!item.isLost() && (first || item.leaseEnd() - firstEnd < 0)) {
                firstEnd = item.leaseEnd();
                first = false;
            }
        }
        leases = !first;
    }

    /** The database knows what became of a row. */
    public void settled(long row, long token) {
        Item item = items.get(row);
        if (item != null && item.token() == token) {
            lost(item);
        }
    }

    /** Another node has the row. */
    public void lost(Item item) {
        if (items.remove(item.row(), item)) {
            leave(item);
        }
    }

    private void leave(Item item) {
        byTenant.computeIfPresent(item.tenant(), (tenant, count) -> count == 1 ? null : count - 1);
        Lane lane = item.lane();
        if (lane != null && lane.settled() && lane.key() != null) {
            lanes.remove(lane.key(), lane);
        }
    }

    /** Those whose lease has less than this left. */
    List<Item> expiring(long before) {
        List<Item> expiring = new ArrayList<>();
        for (Item item : items.values()) {
            if (item.leaseEnd() - before < 0 && !item.isLost()) {
                expiring.add(item);
            }
        }
        return expiring;
    }
}
