/**
 * What went wrong with a database and what may be done about it.
 *
 * <p>Start at {@link io.holdfast.error.DataErrors}, which turns any failure into
 * {@link io.holdfast.error.DataErrorDetails}; Holdfast's own failures are
 * {@link io.holdfast.error.DataException} (unchecked) and {@link io.holdfast.error.DataSQLException} (where JDBC asks
 * for an {@code SQLException}), both a {@link io.holdfast.error.DataFailure}.
 *
 * <p><strong>Status:</strong> API.
 *
 * @since 0.1
 */
@NullMarked
package io.holdfast.error;

import org.jspecify.annotations.NullMarked;
