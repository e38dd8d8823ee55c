/**
 * The tables of the outbox in each kind of database. Entry types: {@link io.holdfast.jta.outbox.store.OutboxDatabase},
 * {@link io.holdfast.jta.outbox.store.BuiltInStoreFactory}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.store;

import org.jspecify.annotations.NullMarked;
