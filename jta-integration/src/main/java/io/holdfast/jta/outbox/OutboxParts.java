package io.holdfast.jta.outbox;

import io.holdfast.DataSourceRegistry;
import io.holdfast.jta.OwnTransactions;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.message.PayloadCodec;
import io.holdfast.jta.outbox.store.OutboxDatabases;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.spi.TransactionBridge;

/**
 * What the parts of the outbox share.
 *
 * @param registry the data sources
 * @param transactions the way to the running transaction
 * @param ownTransactions the way to new ones
 * @param settings the configuration
 * @param channels the channels
 * @param codec the payloads
 * @param databases the outboxes
 */
record OutboxParts(
        DataSourceRegistry registry,
        TransactionBridge transactions,
        OwnTransactions ownTransactions,
        OutboxSettings settings,
        Channels channels,
        PayloadCodec codec,
        OutboxDatabases databases) {}
