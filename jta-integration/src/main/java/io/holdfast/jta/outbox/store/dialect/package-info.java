/**
 * What differs between the kinds of database: SQL, types, locks. Entry type:
 * {@link io.holdfast.jta.outbox.store.dialect.OutboxDialects}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.store.dialect;

import org.jspecify.annotations.NullMarked;
