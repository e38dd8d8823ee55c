/**
 * What differs between databases. Entry type: {@link io.holdfast.internal.dialect.Dialect}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.dialect;

import org.jspecify.annotations.NullMarked;
