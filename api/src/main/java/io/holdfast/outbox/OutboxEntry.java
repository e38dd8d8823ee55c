package io.holdfast.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * An event in the outbox, as {@link OutboxAdmin} shows it.
 *
 * <p><strong>Threading:</strong> immutable.
 *
 * @param event the event; its payload is empty in lists
 * @param state whether it waits or is parked
 * @param dueAt when it is delivered next, or when its lease ends; when it was parked
 * @param leased whether a node has it in hand
 * @param lastError what went wrong at the last attempt, or empty
 * @param reason why it was parked, or empty
 * @since 0.1
 */
public record OutboxEntry(
        OutboxEvent event,
        State state,
        Instant dueAt,
        boolean leased,
        Optional<String> lastError,
        Optional<String> reason) {

    /** Where an event is. */
    public enum State {
        /** It will be delivered. */
        WAITING,
        /** It could not be delivered and waits for a decision. */
        PARKED
    }
}
