/**
 * The registry: frozen at boot, read without a lock. Entry type: {@link io.holdfast.internal.registry.HoldfastRuntime}. Status:
 * internal.
 */
@NullMarked
package io.holdfast.internal.registry;

import org.jspecify.annotations.NullMarked;
