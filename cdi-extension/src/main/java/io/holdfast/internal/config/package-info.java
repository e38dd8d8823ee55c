/**
 * The configuration, frozen to records, and the drivers that it names. Entry type: {@code HoldfastConfig}; the package
 * {@code reader} makes one. Status: internal.
 */
@NullMarked
package io.holdfast.internal.config;

import org.jspecify.annotations.NullMarked;
