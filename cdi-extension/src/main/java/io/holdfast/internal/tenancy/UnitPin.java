package io.holdfast.internal.tenancy;

import io.holdfast.ReadAfterWritePin;

/**
 * The pin of a unit of work, as a bean: its client proxy can be asked for the unit behind it, so that a pin handed back to the
 * registry keeps the unit's replica too.
 */
public interface UnitPin extends ReadAfterWritePin {

    /**
     * The unit this pin belongs to.
     *
     * @return the unit itself, never a proxy
     */
    UnitOfWork unit();
}
