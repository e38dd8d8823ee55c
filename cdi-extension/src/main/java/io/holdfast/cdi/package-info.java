/**
 * The CDI shell: reads the configuration when the container boots and makes the engine's parts beans. Entry type:
 * {@link io.holdfast.cdi.HoldfastExtension}. Status: internal.
 */
@NullMarked
package io.holdfast.cdi;

import org.jspecify.annotations.NullMarked;
