/**
 * Connections: the pool of a node, the session of a connection, the handle an application holds, transactions. The only package
 * that knows Agroal. Entry types: {@link io.holdfast.internal.datasource.ConnectionEngine} decides and takes,
 * {@link io.holdfast.internal.datasource.NodePool} keeps. Status: internal.
 */
@NullMarked
package io.holdfast.internal.datasource;

import org.jspecify.annotations.NullMarked;
