/**
 * Connections for Holdfast's own work, such as the outbox: a few for each database server, beside the application's. Entry type:
 * {@link io.holdfast.internal.datasource.background.PrimaryDatabase}. Status: internal.
 */
@NullMarked
package io.holdfast.internal.datasource.background;

import org.jspecify.annotations.NullMarked;
