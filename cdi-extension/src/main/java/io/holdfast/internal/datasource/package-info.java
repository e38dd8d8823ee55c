/**
 * From what an application asks of its data source to a connection: the handle it holds, the decision where that goes, the part it
 * takes in a transaction. Entry types: {@link io.holdfast.internal.datasource.ConnectionEngine} decides and takes,
 * {@link io.holdfast.internal.datasource.RoutedDataSource} is what an application has. Connections come from the package
 * {@code pool} below. Status: internal.
 */
@NullMarked
package io.holdfast.internal.datasource;

import org.jspecify.annotations.NullMarked;
