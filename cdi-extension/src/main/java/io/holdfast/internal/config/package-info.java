/**
 * Configuration, read once and frozen to records. Entry type: {@code ConfigReader}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.config;

import org.jspecify.annotations.NullMarked;
