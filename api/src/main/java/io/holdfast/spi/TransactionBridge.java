package io.holdfast.spi;

import org.jspecify.annotations.Nullable;

/**
 * The way from the routing engine to a transaction manager. Found by {@link java.util.ServiceLoader}; without one there are no
 * managed transactions.
 *
 * <p>Called once or more per acquisition on the acquiring thread: without a transaction it must be cheap and allocate nothing.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TransactionBridge {

    /**
     * Called once when the application is deployed, on the thread that deploys it: the time to look for a transaction manager that
     * other threads may not find. It may be called after {@link #current}. That there is none is no failure; an exception fails the
     * deployment.
     */
    default void prepare() {}

    /**
     * The transaction of the calling thread. One that was rolled back behind its back, by a time-out, is still there and not
     * active; a committed one counts as none.
     *
     * @return the transaction, or null if the thread has none or it is already committed
     */
    @Nullable ManagedTransaction current();

    /**
     * A bridge to nowhere.
     *
     * @return a bridge that never sees a transaction
     */
    static TransactionBridge none() {
        return () -> null;
    }
}
