/**
 * Where the connections of one node come from, and the state each of them is in: pools of our own, or data sources of the server.
 * The only package that knows Agroal; it does not decide which node is used. Entry type:
 * {@link io.holdfast.internal.datasource.pool.ConnectionSource}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.datasource.pool;

import org.jspecify.annotations.NullMarked;
