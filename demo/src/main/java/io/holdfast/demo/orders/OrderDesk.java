package io.holdfast.demo.orders;

import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxHandler;
import io.holdfast.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Takes orders and lets others know.
 *
 * <p><strong>Threading:</strong> thread-safe; handlers are called by threads of the outbox.
 */
@ApplicationScoped
public class OrderDesk {

    @Inject
    OrderService orders;

    @Inject
    Outbox outbox;

    @Inject
    Notices notices;

    // tag::example[]
    @Transactional(rollbackOn = SQLException.class) // the order and its event, or neither
    public UUID order(String item) throws SQLException {
        orders.place(item);
        return outbox.publish(
                OutboxMessage.builder("order.placed/1").key(item).payload(item).build());
    }

    @OutboxHandler("order.*") // after the commit, for the same tenant, in a transaction of its own
    void tellCustomer(String item, OutboxEvent event) throws SQLException {
        notices.store("customer", item, event);
    }
    // end::example[]

    @OutboxHandler("order.*")
    void tellWarehouse(String item, OutboxEvent event) throws SQLException {
        notices.store("warehouse", item, event);
    }
}
