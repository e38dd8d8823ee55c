/**
 * What the outbox costs and yields beside plain JDBC and another outbox, on one PostgreSQL. Entry type:
 * {@link io.holdfast.benchmarks.outbox.OutboxBenchmarkMain}. Status: never deployed.
 */
package io.holdfast.benchmarks.outbox;
