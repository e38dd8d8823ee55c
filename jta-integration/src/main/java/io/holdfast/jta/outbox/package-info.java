/**
 * The outbox: events are buffered in the transaction, written before it completes, and handed to the relay after it has. Entry type:
 * {@link io.holdfast.jta.outbox.OutboxExtension}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox;

import org.jspecify.annotations.NullMarked;
