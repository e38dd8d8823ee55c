package io.holdfast.demo.step;

import io.holdfast.demo.orders.OrderDesk;
import io.holdfast.demo.orders.OrderReads;
import io.holdfast.demo.orders.OrderService;
import io.holdfast.demo.step.NodeProbe.Backend;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Business methods of several calls in one transaction.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class Checkout {

    @Inject
    OrderService orders;

    @Inject
    OrderReads reads;

    @Inject
    NodeProbe probe;

    @Inject
    OrderDesk desk;

    @Inject
    Outbox outbox;

    /** What was seen inside a transaction. */
    record Seen(long id, boolean foundBeforeCommit, Backend ofWrites, Backend ofReads) {}

    /** Thrown by {@link #placeAndFail}. */
    static final class OutOfStock extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Transactional
    Seen placeAndRead(String item) throws SQLException {
        Backend ofWrites = probe.ofDefault();
        long id = orders.place(item);
        boolean found = reads.find(id).isPresent();
        return new Seen(id, found, ofWrites, probe.ofReads());
    }

    @Transactional
    void placeAndFail(String item) throws SQLException {
        orders.place(item);
        throw new OutOfStock();
    }

    @Transactional
    void orderAndFail(String item) throws SQLException {
        desk.order(item);
        throw new OutOfStock();
    }

    @Transactional
    UUID publishUnknown() {
        return outbox.publish(OutboxMessage.of("invoice.due/1", "nobody handles this"));
    }
}
