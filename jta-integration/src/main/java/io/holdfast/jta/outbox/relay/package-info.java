/**
 * Delivery: what takes rows in hand, hands them to publishers and settles them. Entry type:
 * {@link io.holdfast.jta.outbox.relay.OutboxRelay}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.relay;

import org.jspecify.annotations.NullMarked;
