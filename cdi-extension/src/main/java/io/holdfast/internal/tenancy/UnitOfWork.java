package io.holdfast.internal.tenancy;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import io.holdfast.tenancy.TenantId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What reads have to be consistent within: one request, message or explicit scope. Remembers per data source whether it has
 * written and which replica it reads from.
 *
 * <p><strong>Threading:</strong> thread-safe and monotone: a pin never goes away. Shared by reference with nested scopes and child
 * tasks.
 */
public final class UnitOfWork implements UnitPin {

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(UnitOfWork.class, "head", Stickiness.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Supplier<Optional<String>> tenantResolver;
    private volatile boolean ofRequest;
    private volatile boolean allPinned;
    // A unit touches one or two data sources: a list that only grows is smaller and quicker than any map.
    private volatile @Nullable Stickiness head;
    private @Nullable TenantId tenant;
    private boolean tenantResolved;
    private boolean resolving;

    /**
     * Begins a unit.
     *
     * @param tenantResolver tells the tenant of the whole unit; asked once, at the first need
     */
    public UnitOfWork(Supplier<Optional<String>> tenantResolver) {
        this.tenantResolver = tenantResolver;
    }

    /**
     * Begins a unit whose scopes name the tenant.
     */
    public UnitOfWork() {
        this(Optional::empty);
    }

    /**
     * The tenant of the whole unit. Resolved once and then locked, so that nothing can change it half way through.
     *
     * @return the tenant, or null
     */
    public synchronized @Nullable TenantId tenant() {
        if (!tenantResolved) {
            resolveTenant();
        }
        return tenant;
    }

    private void resolveTenant() {
        if (resolving) {
            throw new DataException(
                    "HOLDF00405: The TenantResolver asked for a connection of the tenant that it is about to tell. Let it use"
                            + " DataSourceRegistry.named or forTenant.",
                    DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE));
        }
        resolving = true;
        try {
            tenant = tenantResolver.get().map(TenantId::of).orElse(null);
            tenantResolved = true;
        } finally {
            resolving = false;
        }
    }

    /**
     * Hands the unit to the owner of a request, who tells the tenant from now on.
     *
     * @param resolver tells the tenant; asked once, at the first need
     * @return false if the tenant was needed before, and so is locked already
     */
    synchronized boolean resolveBy(Supplier<Optional<String>> resolver) {
        ofRequest = true;
        if (tenantResolved) {
            return false;
        }
        tenantResolver = resolver;
        return true;
    }

    /** Whether the owner of a request binds this unit to threads. */
    boolean isOfRequest() {
        return ofRequest;
    }

    /**
     * What this unit remembers of a data source.
     *
     * @param dataSource its name
     * @return the memory, made at the first call
     */
    public Stickiness of(String dataSource) {
        while (true) {
            Stickiness first = head;
            Stickiness found = find(first, dataSource);
            if (found != null) {
                return found;
            }
            Stickiness made = new Stickiness(dataSource, first);
            if (HEAD.compareAndSet(this, first, made)) {
                return made;
            }
        }
    }

    /**
     * What this unit remembers of a data source, without making it.
     *
     * @param dataSource its name
     * @return the memory, or null if the data source was not used yet
     */
    public @Nullable Stickiness peek(String dataSource) {
        return find(head, dataSource);
    }

    private static @Nullable Stickiness find(@Nullable Stickiness from, String dataSource) {
        for (Stickiness s = from; s != null; s = s.next()) {
            if (s.dataSource().equals(dataSource)) {
                return s;
            }
        }
        return null;
    }

    @Override
    public UnitOfWork unit() {
        return this;
    }

    @Override
    public boolean isPinned() {
        if (allPinned) {
            return true;
        }
        for (Stickiness s = head; s != null; s = s.next()) {
            if (s.isPinned()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isPinned(String dataSource) {
        if (allPinned) {
            return true;
        }
        Stickiness s = peek(dataSource);
        return s != null && s.isPinned();
    }

    @Override
    public void pin() {
        allPinned = true;
    }

    @Override
    public void pin(String dataSource) {
        of(dataSource).pin();
    }
}
