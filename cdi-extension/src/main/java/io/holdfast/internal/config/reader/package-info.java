/**
 * Reads and checks the whole configuration once: what is written is drafted, completed, checked and frozen. Entry type:
 * {@code ConfigReader}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.config.reader;

import org.jspecify.annotations.NullMarked;
