package io.holdfast.internal.tenancy;

import io.holdfast.ReadAfterWritePin;
import io.holdfast.spi.RequestUnits;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work of a request, in the hands of whoever owns the request.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class RequestUnit implements RequestUnits.Unit {

    private final CurrentWork owner;
    private final UnitOfWork unit;
    private final AtomicBoolean ended = new AtomicBoolean();

    RequestUnit(CurrentWork owner, UnitOfWork unit) {
        this.owner = owner;
        this.unit = unit;
    }

    @Override
    public RequestUnits.Binding bind() {
        return new ThreadBinding(owner, owner.bind(unit));
    }

    @Override
    public Optional<TenantId> tenant() {
        return Optional.ofNullable(unit.tenant());
    }

    @Override
    public ReadAfterWritePin pin() {
        return unit;
    }

    @Override
    public boolean end() {
        return ended.compareAndSet(false, true);
    }

    @Override
    public boolean isEnded() {
        return ended.get();
    }

    private static final class ThreadBinding implements RequestUnits.Binding {

        private final CurrentWork owner;
        private final @Nullable WorkFrame before;
        private final Thread thread = Thread.currentThread();
        private boolean closed;

        ThreadBinding(CurrentWork owner, @Nullable WorkFrame before) {
            this.owner = owner;
            this.before = before;
        }

        @Override
        public void close() {
            if (Thread.currentThread() != thread) {
                throw new IllegalStateException(
                        "HOLDF00411: A request was taken off another thread than the one it was put on. Bind and close on one"
                                + " thread, best by try-with-resources.");
            }
            if (!closed) {
                closed = true;
                if (!owner.restore(before)) {
                    TenancyMessages.scopeLeftOpen();
                }
            }
        }
    }
}
