/**
 * When something is done: the next look through a table, the next round, the next attempt. No threads and no database. Entry type:
 * {@link io.holdfast.jta.outbox.relay.schedule.Poll}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.relay.schedule;

import org.jspecify.annotations.NullMarked;
