package io.holdfast.outbox;

import io.holdfast.TenantDataSource;
import io.holdfast.error.DataException;
import java.util.UUID;

/**
 * Publishes events with the running transaction: they are written where the transaction writes, in its own database and on its own
 * connection, and are delivered after it has committed. Rolled back, they never existed.
 *
 * <p>Inject it:
 * {@snippet lang=java :
 * @Transactional
 * public void place(Order order) {
 *     orders.insert(order);
 *     outbox.publish(OutboxMessage.builder("order.created/1").payload(order).key(order.id()).build());
 * }
 * }
 *
 * <p>An event is delivered at least once, usually within milliseconds of the commit; it comes again after a crash, with the same id.
 * Events of one key and channel are delivered in the order in which they were written, if the transactions that wrote them did not
 * overlap.
 *
 * <p><strong>Threading:</strong> thread-safe; {@code publish} belongs to the thread of the transaction.
 *
 * @since 0.1
 */
public interface Outbox {

    /**
     * Publishes an event of the current tenant. The payload is turned into bytes before this returns; the row is written when the
     * transaction is about to commit, with all others in one batch.
     *
     * @param message the event
     * @return its id, which every delivery of it carries
     * @throws DataException of kind {@code USAGE} without a transaction (unless {@code holdfast.outbox.without-transaction} is
     *     {@code own}), in a read transaction, in one that is marked for rollback, or where the transaction works on another data
     *     source or tenant; of kind {@code TENANT} without a tenant; of kind {@code STATEMENT} if the payload is too long or cannot be
     *     serialised. Nothing is published then
     */
    UUID publish(OutboxMessage message);

    /**
     * Publishes an event where the caller says: for code that names its data source instead of having a current tenant.
     *
     * @param dataSource where the transaction writes
     * @param message the event
     * @return its id
     * @throws DataException as {@link #publish(OutboxMessage)}
     */
    UUID publish(TenantDataSource dataSource, OutboxMessage message);
}
