/**
 * Who hears of routing. Called by all, calls none. Status: internal.
 */
@NullMarked
package io.holdfast.internal.observability;

import org.jspecify.annotations.NullMarked;
