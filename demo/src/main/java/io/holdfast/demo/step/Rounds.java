package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderReads;
import io.holdfast.demo.orders.OrderService;
import java.util.Optional;

/** Rounds of one write and one read of what was written, for the tenants in turn. */
final class Rounds {

    static final int COUNT = 250;

    private final Stage stage;
    private final OrderService orders;
    private final OrderReads reads;

    Rounds(Stage stage) {
        this.stage = stage;
        this.orders = stage.bean(OrderService.class);
        this.reads = stage.bean(OrderReads.class);
    }

    RoundCounts inTwoRequests() throws Exception {
        return count((tenant, item) -> {
            long id = stage.request(tenant, () -> orders.place(item));
            return stage.request(tenant, () -> reads.find(id));
        });
    }

    RoundCounts inOneRequest() throws Exception {
        return count((tenant, item) -> stage.request(tenant, () -> {
            long id = orders.place(item);
            return reads.find(id);
        }));
    }

    private RoundCounts count(Round round) throws Exception {
        RouteTally tally = stage.tally();
        long primary = tally.reads("primary");
        long r1 = tally.reads("r1");
        long r2 = tally.reads("r2");
        long stale = 0;
        for (int i = 0; i < COUNT; i++) {
            String item = "item " + i;
            String tenant = Stage.TENANTS.get(i % Stage.TENANTS.size());
            if (!round.play(tenant, item).equals(Optional.of(item))) {
                stale++;
            }
        }
        return new RoundCounts(
                COUNT, stale, tally.reads("primary") - primary, tally.reads("r1") - r1, tally.reads("r2") - r2);
    }

    @FunctionalInterface
    private interface Round {
        Optional<String> play(String tenant, String item) throws Exception;
    }
}
