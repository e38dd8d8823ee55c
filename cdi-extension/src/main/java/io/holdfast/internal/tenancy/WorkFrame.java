package io.holdfast.internal.tenancy;

import io.holdfast.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One entry of what is in force on a thread: tenant, unit of work, declared intent. Everything is resolved when the frame is
 * pushed, so that a look-up reads one field.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class WorkFrame {

    private final @Nullable WorkFrame parent;
    private final UnitOfWork unit;
    private final @Nullable TenantId tenant;
    private final @Nullable String readPlace;
    private final @Nullable String writePlace;

    private WorkFrame(
            @Nullable WorkFrame parent,
            UnitOfWork unit,
            @Nullable TenantId tenant,
            @Nullable String readPlace,
            @Nullable String writePlace) {
        this.parent = parent;
        this.unit = unit;
        this.tenant = tenant;
        this.readPlace = readPlace;
        this.writePlace = writePlace;
    }

    /**
     * The frame of a request or message.
     *
     * @param unit its unit of work
     * @return the frame
     */
    public static WorkFrame of(UnitOfWork unit) {
        return new WorkFrame(null, unit, null, null, null);
    }

    static WorkFrame of(UnitOfWork unit, @Nullable TenantId tenant, @Nullable String readPlace) {
        return new WorkFrame(null, unit, tenant, readPlace, null);
    }

    WorkFrame on(@Nullable WorkFrame newParent) {
        return new WorkFrame(newParent, unit, tenant, readPlace, writePlace);
    }

    WorkFrame withTenant(TenantId other) {
        return new WorkFrame(parent, unit, other, readPlace, writePlace);
    }

    WorkFrame reading(String place) {
        return new WorkFrame(parent, unit, tenant, place, writePlace);
    }

    WorkFrame transactional(String place, boolean newTransaction) {
        return new WorkFrame(parent, unit, tenant, newTransaction ? null : readPlace, place);
    }

    @Nullable WorkFrame parent() {
        return parent;
    }

    /**
     * The unit of work.
     *
     * @return the unit
     */
    public UnitOfWork unit() {
        return unit;
    }

    /**
     * The tenant in force: of the innermost scope that names one, else of the unit.
     *
     * @return the tenant, or null
     */
    public @Nullable TenantId tenant() {
        return tenant != null ? tenant : unit.tenant();
    }

    /**
     * Tells whether a read scope is in force.
     *
     * @return true inside {@code @ReadOnly}
     */
    public boolean isReading() {
        return readPlace != null;
    }

    /**
     * What opened the read scope in force.
     *
     * @return the method, or null outside a read scope
     */
    public @Nullable String readPlace() {
        return readPlace;
    }

    /**
     * The innermost method that declared a transaction.
     *
     * @return the method, or null
     */
    public @Nullable String writePlace() {
        return writePlace;
    }
}
