/**
 * Transactions of Jakarta Transactions: how connections take part in them, and which methods mean to write. Entry types:
 * {@link io.holdfast.jta.JtaTransactionBridge} for the engine, {@link io.holdfast.jta.TransactionalIntentExtension} for CDI.
 * Status: internal; both are found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.holdfast.jta;

import org.jspecify.annotations.NullMarked;
