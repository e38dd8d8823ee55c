/**
 * What this node has in hand, and how it is delivered: rows become items, items wait in lanes, delivery threads run the lanes. Knows no
 * database but for the renewal of leases. Entry types: {@link io.holdfast.jta.outbox.relay.delivery.InHand} and
 * {@link io.holdfast.jta.outbox.relay.delivery.DeliveryPool}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.relay.delivery;

import org.jspecify.annotations.NullMarked;
