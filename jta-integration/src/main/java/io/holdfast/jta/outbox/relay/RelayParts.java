package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.spi.OutboxSettings;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What a relay is made of.
 *
 * @param settings how to deliver
 * @param retention how long things are remembered
 * @param publishers who delivers
 * @param events who hears of it
 * @param threads makes the threads
 * @param nanoTime the clock, of {@link System#nanoTime()}
 * @param random gives a number from 0 up to its argument, exclusive
 */
public record RelayParts(
        OutboxSettings.Relay settings,
        OutboxSettings.Retention retention,
        Publishers publishers,
        RelayEvents events,
        ThreadFactory threads,
        LongSupplier nanoTime,
        LongUnaryOperator random) {}
