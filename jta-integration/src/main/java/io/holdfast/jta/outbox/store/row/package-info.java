/**
 * What is in the rows, in whatever database: how events become values of columns, how many rows go into one statement, which of them
 * follow each other. Small functions without SQL. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.store.row;

import org.jspecify.annotations.NullMarked;
