/**
 * The memory of consumers: which messages they have processed. Entry types:
 * {@link io.holdfast.jta.outbox.inbox.TransactionalInbox}, {@link io.holdfast.jta.outbox.inbox.IdempotentInterceptor}. Status:
 * internal.
 */
@NullMarked
package io.holdfast.jta.outbox.inbox;

import org.jspecify.annotations.NullMarked;
