package io.holdfast;

import io.holdfast.tenancy.TenantId;
import java.util.Optional;

/**
 * A unit of work, or a tenant's part of one, bound to the thread that opened it.
 *
 * <p><strong>Threading:</strong> opened and closed by one thread; {@link #pin()} may be shared. <strong>Lifecycle:</strong> closing
 * restores what was there before, also after an exception; closing twice does nothing.
 *
 * @since 0.1
 */
public interface WorkScope extends AutoCloseable {

    /**
     * The tenant of this scope.
     *
     * @return the tenant, or empty if the scope names none and no outer one does
     */
    Optional<TenantId> tenant();

    /**
     * The pin of the unit of work.
     *
     * @return the pin; {@link ReadAfterWritePin#pin()} forces the rest of the unit to the primary
     */
    ReadAfterWritePin pin();

    /**
     * Ends the scope.
     *
     * @throws IllegalStateException if another thread, or an outer scope before an inner one, is closed; the scope stays open
     */
    @Override
    void close();
}
