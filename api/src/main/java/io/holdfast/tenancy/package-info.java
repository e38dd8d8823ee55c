/**
 * Who the work is for. Entry type: {@link io.holdfast.tenancy.TenantId}. Status: API.
 */
@NullMarked
package io.holdfast.tenancy;

import org.jspecify.annotations.NullMarked;
