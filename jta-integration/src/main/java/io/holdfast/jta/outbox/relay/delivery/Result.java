package io.holdfast.jta.outbox.relay.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of an item.
 *
 * @param item the item
 * @param kind what became of it
 * @param failure what went wrong, if it failed
 */
public record Result(Item item, Kind kind, @Nullable Throwable failure) {

    /** The kinds. */
    public enum Kind {
        /** It arrived. */
        DELIVERED,
        /** It did not. */
        FAILED,
        /** It was not sent, and goes back. */
        NOT_TRIED,
        /** It was not sent, since another node may have it. */
        LEASE_LOST
    }
}
