/**
 * A publisher of the outbox that sends events to an HTTP endpoint, as CloudEvents. Entry type:
 * {@link io.holdfast.webhook.WebhookPublisher}, found by {@link java.util.ServiceLoader}. Status: internal, but for its name and the
 * properties of its channels.
 */
@NullMarked
package io.holdfast.webhook;

import org.jspecify.annotations.NullMarked;
