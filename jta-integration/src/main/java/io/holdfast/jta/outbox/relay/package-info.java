/**
 * Delivery: the rounds in which rows of a database are taken in hand and settled. What is in hand meanwhile is in the package
 * {@code delivery} below. Entry type: {@link io.holdfast.jta.outbox.relay.OutboxRelay}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.relay;

import org.jspecify.annotations.NullMarked;
