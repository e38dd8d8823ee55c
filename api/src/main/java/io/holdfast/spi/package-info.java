/**
 * What others implement: where tenants come from, who listens to routing, how a transaction manager is reached. Status: SPI.
 */
@NullMarked
package io.holdfast.spi;

import org.jspecify.annotations.NullMarked;
