/**
 * Events on their way in: ids, payloads, and which channel wants which type. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.message;

import org.jspecify.annotations.NullMarked;
