/**
 * What others implement for the outbox: where events go to, where they are kept, who listens. Status: SPI.
 */
@NullMarked
package io.holdfast.outbox.spi;

import org.jspecify.annotations.NullMarked;
