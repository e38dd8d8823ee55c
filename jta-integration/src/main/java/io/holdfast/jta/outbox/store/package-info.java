/**
 * The tables of the outbox, whatever kind of database they are in. Entry types: {@link io.holdfast.jta.outbox.store.OutboxDatabase},
 * {@link io.holdfast.jta.outbox.store.BuiltInStoreFactory}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.store;

import org.jspecify.annotations.NullMarked;
