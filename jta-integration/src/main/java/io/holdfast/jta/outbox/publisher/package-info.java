/**
 * Delivery to methods of CDI beans. Entry type: {@link io.holdfast.jta.outbox.publisher.HandlerPublisher}. Status: internal.
 */
@NullMarked
package io.holdfast.jta.outbox.publisher;

import org.jspecify.annotations.NullMarked;
