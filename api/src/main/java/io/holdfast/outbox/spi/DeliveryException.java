package io.holdfast.outbox.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells that an event was not delivered, and what that means. Any other exception of a publisher counts as
 * {@link FailureClass#TRANSIENT}.
 *
 * @since 0.1
 */
public class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureClass failureClass;

    /**
     * Makes an exception.
     *
     * @param failureClass what the failure means
     * @param message what happened; it is stored with the event, so it must not hold a secret
     * @param cause the cause, or null
     */
    public DeliveryException(FailureClass failureClass, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failureClass = Objects.requireNonNull(failureClass, "failureClass");
    }

    /**
     * What the failure means.
     *
     * @return the class
     */
    public FailureClass failureClass() {
        return failureClass;
    }
}
