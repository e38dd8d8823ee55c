package io.holdfast.internal.tenancy;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.WorkScope;
import io.holdfast.spi.IntentScopes;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;

/**
 * A frame on a thread, as its owner holds it.
 *
 * <p><strong>Threading:</strong> closed by the thread that opened it.
 */
public final class OpenScope implements WorkScope, IntentScopes.Scope {

    private final CurrentWork owner;
    private final WorkFrame frame;
    private boolean closed;

    OpenScope(CurrentWork owner, WorkFrame frame) {
        this.owner = owner;
        this.frame = frame;
    }

    @Override
    public Optional<TenantId> tenant() {
        return Optional.ofNullable(frame.tenant());
    }

    @Override
    public ReadAfterWritePin pin() {
        return frame.unit();
    }

    @Override
    public void close() {
        if (!closed) {
            owner.pop(frame);
            closed = true;
        }
    }
}
