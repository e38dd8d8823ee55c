package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.relay.delivery.InHand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How many rows this node may take in hand: a number in all, of which a tenant among several gets half at most. A few are kept for
 * every tenant: those whose deliveries hang must not keep out the others.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Room {
    private static final int RESERVE = 4;

    private final InHand inHand;
    private final Set<String> tenants;
    private final int all;
    private final int batch;

    Room(InHand inHand, Set<String> tenants, int all, int batch) {
        this.inHand = inHand;
        this.tenants = tenants;
        this.all = all;
        this.batch = batch;
    }

    private boolean isFull(int taken) {
        return inHand.size() + taken >= all;
    }

    /** How many rows of one tenant may be in hand. */
    private int share(int taken) {
        if (tenants.size() == 1) {
            return all;
        }
        return isFull(taken) ? Math.min(RESERVE, all) : Math.max(1, all / 2);
    }

    /** The tenants of which more rows may be taken. */
    Set<String> tenants(int taken) {
        int share = share(taken);
        Set<String> open = new HashSet<>(tenants);
        open.removeIf(tenant -> inHand.of(tenant) >= share);
        return open;
    }

    boolean isOpen() {
        return !tenants(0).isEmpty();
    }

    /** How many rows of these tenants may be taken at once, whosesoever they turn out to be. */
    int limit(Set<String> open, int taken) {
        int left = share(taken) - inHand.most(open);
        boolean reserve = isFull(taken) && tenants.size() > 1;
        return Math.min(batch, reserve ? left : Math.min(left, all - inHand.size() - taken));
    }

    int batch() {
        return batch;
    }

    /** Lets rows pass, of each tenant as many as there is room for. */
    Predicate<Hint.Row> filter() {
        Map<String, Integer> passed = new HashMap<>();
        int[] sum = new int[1];
        return row -> {
            String tenant = row.event().tenant();
            int count = passed.getOrDefault(tenant, 0);
            if (inHand.of(tenant) + count >= share(sum[0])) {
                return false;
            }
            passed.put(tenant, count + 1);
            sum[0]++;
            return true;
        };
    }
}
