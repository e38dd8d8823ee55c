/**
 * Where a connection goes: nodes, their health, the choice of a replica. Free of JDBC. Entry type:
 * {@link io.holdfast.internal.routing.Router}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.routing;

import org.jspecify.annotations.NullMarked;
