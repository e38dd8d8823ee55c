package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.util.Comparator;

/**
 * What a message is remembered by.
 *
 * @param tenant the tenant, empty text for none
 * @param consumer who processes it
 * @param messageId the message
 */
public record InboxKey(String tenant, String consumer, String messageId) {

    /** Several keys of one transaction are written in this order: two transactions then never wait for each other. */
    public static final Comparator<InboxKey> ORDER = Comparator.comparing(InboxKey::tenant)
            .thenComparing(InboxKey::consumer)
            .thenComparing(InboxKey::messageId);

    /** What an event with a deduplication key is remembered by. */
    public static InboxKey ofDeduplication(NewEvent event, String deduplicationKey) {
        return new InboxKey(event.tenant(), "outbox/" + event.channel(), deduplicationKey);
    }
}
