/**
 * Events that leave with the transaction: publish them, handle them, look after those that could not be delivered. Entry type:
 * {@link io.holdfast.outbox.Outbox}. Status: API.
 */
@NullMarked
package io.holdfast.outbox;

import org.jspecify.annotations.NullMarked;
