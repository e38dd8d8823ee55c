/**
 * The application's view of Holdfast: the registry, the routed connection and what decides where it goes.
 *
 * <p>Start at {@link io.holdfast.DataSourceRegistry} for connections and at {@link io.holdfast.Holdfast} for work outside a
 * request. Status: API.
 */
@NullMarked
package io.holdfast;

import org.jspecify.annotations.NullMarked;
