/**
 * Units of work, tenants and declared intent of a thread. Entry type: {@link io.holdfast.internal.tenancy.CurrentWork}. Status:
 * internal.
 */
@NullMarked
package io.holdfast.internal.tenancy;

import org.jspecify.annotations.NullMarked;
