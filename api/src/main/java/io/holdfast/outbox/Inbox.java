package io.holdfast.outbox;

import io.holdfast.error.DataException;
import java.util.UUID;

/**
 * Remembers which messages were processed, in the transaction that processes them, so that a repetition is recognised: the other half
 * of at-least-once delivery. {@link OutboxHandler} methods have it built in; consumers of other messages use it or
 * {@link Idempotent}.
 *
 * <p>Entries are kept for {@code holdfast.outbox.inbox-retention}, which must be longer than a message may be repeated.
 *
 * <p><strong>Threading:</strong> thread-safe; a call belongs to the thread of the transaction.
 *
 * @since 0.1
 */
public interface Inbox {

    /**
     * Notes a message as processed by a consumer, if it was not. Waits for another transaction that is processing the same message
     * at this moment.
     *
     * @param consumer who processes it
     * @param messageId the id of the message
     * @return true if it is new and has to be processed, false if it was processed before
     * @throws DataException of kind {@code USAGE} without a transaction that writes to the current tenant's data source
     */
    boolean register(String consumer, String messageId);

    /**
     * Notes a message as processed by a consumer, if it was not.
     *
     * @param consumer who processes it
     * @param messageId the id of the message
     * @return true if it is new and has to be processed
     * @throws DataException as {@link #register(String, String)}
     */
    default boolean register(String consumer, UUID messageId) {
        return register(consumer, messageId.toString());
    }
}
