package io.holdfast.spi;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Units of work of requests: what a servlet filter, a message listener or another owner of requests uses. Provided by Holdfast as
 * a CDI bean.
 *
 * <p>The owner begins a unit when the request arrives, binds it to the thread for each stretch of the request that runs on one
 * thread, and ends it once:
 * {@snippet lang=java :
 * RequestUnits.Unit unit = units.begin(() -> tenantOf(request));
 * RequestUnits.Binding binding = unit.bind();
 * try {
 *     chain.doFilter(request, response);
 * } finally {
 *     binding.close();
 * }
 * }
 *
 * <p>Where a CDI request context is active the unit is that of the CDI request too: {@code ReadAfterWritePin} is its view.
 *
 * <p><strong>Threading:</strong> thread-safe.
 *
 * @since 0.1
 */
public interface RequestUnits {

    /**
     * Begins the unit of work of a request, or takes the one that earlier code of the same CDI request has begun.
     *
     * @param tenant tells the tenant; asked once, at the first need, on the thread that needs it, and then locked. Empty: the policy
     *     for an absent tenant decides. An exception fails the acquisition that asked and is not remembered
     * @return the unit, not bound to any thread yet
     * @throws io.holdfast.error.DataException of kind {@code USAGE} if earlier code of the request was served for another tenant
     */
    Unit begin(Supplier<Optional<String>> tenant);

    /**
     * The unit of work of one request.
     *
     * <p><strong>Threading:</strong> thread-safe; may be bound to several threads at once.
     */
    interface Unit {

        /**
         * Puts the unit on the calling thread. Also works after {@link #end()}: some containers render an error page after the
         * request is over, and it must not read older data than the request has written.
         *
         * @return what takes it off again; close it in a {@code finally} on the same thread
         */
        Binding bind();

        /**
         * The tenant of the request.
         *
         * @return the tenant, or empty if the request has none
         */
        Optional<TenantId> tenant();

        /**
         * The pin of the unit.
         *
         * @return the pin
         */
        ReadAfterWritePin pin();

        /**
         * Ends the unit: the request is over.
         *
         * @return true for the call that ended it, false if it had ended before
         */
        boolean end();

        /**
         * Tells whether the request is over.
         *
         * @return true from the first {@link #end()} on
         */
        boolean isEnded();
    }

    /** A unit on a thread. */
    interface Binding extends AutoCloseable {

        /**
         * Restores what was on the thread before. Scopes that were opened in between and not closed are dropped and logged: a
         * server's pooled thread must not keep them for the next request.
         *
         * @throws IllegalStateException on another thread than the one that was bound
         */
        @Override
        void close();
    }
}
