/**
 * The tables of the outbox by plain JDBC, for the databases that Holdfast knows. Entry type:
 * {@link io.holdfast.jta.outbox.store.BuiltInStoreFactory}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.store;

import org.jspecify.annotations.NullMarked;
