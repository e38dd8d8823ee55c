/**
 * Every key that there is, with its type, default and range, and the values that a configuration has for them. Entry types:
 * {@code ConfigKeys} and {@code ConfigValues}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.config.key;

import org.jspecify.annotations.NullMarked;
