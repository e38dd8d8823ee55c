package io.holdfast.internal.tenancy;

import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in force on the calling thread: the frames pushed by scopes, else the frame of the request.
 *
 * <p><strong>Threading:</strong> thread-safe. A frame is pushed and popped by the same thread, in a {@code finally}; a thread
 * without an open scope holds nothing. Nothing is inherited by new threads: a pooled thread would keep it.
 */
public final class CurrentWork {

    private final ThreadLocal<WorkFrame> frames = new ThreadLocal<>();
    private final Supplier<@Nullable WorkFrame> request;

    /**
     * Makes the access.
     *
     * @param request gives the frame of the current request, or null outside one
     */
    public CurrentWork(Supplier<@Nullable WorkFrame> request) {
        this.request = request;
    }

    /**
     * The frame in force.
     *
     * @return the frame, or null outside any unit of work
     */
    public @Nullable WorkFrame frame() {
        WorkFrame frame = frames.get();
        return frame != null ? frame : request.get();
    }

    /**
     * Opens a scope that begins a unit of work if there is none.
     *
     * @param tenant the tenant, or null to leave it as it is
     * @return the open scope
     */
    public OpenScope open(@Nullable TenantId tenant) {
        WorkFrame base = frameOrNew();
        return push(tenant == null ? base : base.withTenant(tenant));
    }

    /**
     * Opens a read scope.
     *
     * @param place what opens it
     * @return the open scope
     */
    public OpenScope openRead(String place) {
        return push(frameOrNew().reading(place));
    }

    /**
     * Declares a transaction.
     *
     * @param place the method that declares it
     * @param newTransaction whether the method has a transaction of its own
     * @return the open scope
     */
    public OpenScope openTransactional(String place, boolean newTransaction) {
        return push(frameOrNew().transactional(place, newTransaction));
    }

    /**
     * Puts a captured frame on this thread.
     *
     * @param captured the frame of another thread, or null to run without tenant and unit of work
     * @return the open scope
     */
    OpenScope adopt(@Nullable WorkFrame captured) {
        return push(
                captured == null
                        ? WorkFrame.of(new UnitOfWork())
                        : WorkFrame.of(captured.unit(), captured.tenant(), captured.readPlace()));
    }

    /**
     * Begins the unit of work of a request, or takes over the one that the container's request has.
     *
     * @param tenant tells the tenant; asked once, at the first need
     * @return the unit
     */
    public RequestUnit beginRequest(Supplier<Optional<String>> tenant) {
        WorkFrame begun = request.get();
        UnitOfWork unit = begun == null ? new UnitOfWork() : begun.unit();
        if (!unit.resolveBy(tenant)) {
            TenancyFailures.rejectOther(unit.tenant(), tenant.get());
        }
        return new RequestUnit(this, unit);
    }

    /**
     * The unit of work that the owner of a request has put on this thread, directly or below other scopes.
     *
     * @return the unit, or null if there is no such owner
     */
    public @Nullable UnitOfWork requestUnit() {
        WorkFrame frame = frames.get();
        return frame != null && frame.unit().isOfRequest() ? frame.unit() : null;
    }

    /**
     * Puts a unit on this thread, whatever else is on it.
     *
     * @param unit the unit
     * @return what was there before, or null
     */
    @Nullable WorkFrame bind(UnitOfWork unit) {
        WorkFrame before = frames.get();
        frames.set(WorkFrame.of(unit).on(before));
        return before;
    }

    /**
     * Puts back what was on this thread, also when scopes were left open in between.
     *
     * @param before what {@link #bind} returned
     * @return whether nothing was left open
     */
    boolean restore(@Nullable WorkFrame before) {
        WorkFrame top = frames.get();
        if (before == null) {
            frames.remove();
        } else {
            frames.set(before);
        }
        return top != null && top.parent() == before;
    }

    private WorkFrame frameOrNew() {
        WorkFrame frame = frame();
        return frame != null ? frame : WorkFrame.of(new UnitOfWork());
    }

    private OpenScope push(WorkFrame frame) {
        WorkFrame pushed = frame.on(frames.get());
        frames.set(pushed);
        return new OpenScope(this, pushed);
    }

    void pop(WorkFrame frame) {
        if (frames.get() != frame) {
            throw new IllegalStateException(
                    "HOLDF00402: A scope was closed on another thread than the one that opened it, or before a scope that was"
                            + " opened inside it. Close scopes innermost first, best by try-with-resources.");
        }
        if (frame.parent() == null) {
            frames.remove();
        } else {
            frames.set(frame.parent());
        }
    }
}
