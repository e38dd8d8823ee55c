package io.holdfast.internal.registry;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import io.holdfast.tenancy.TenantId;
import java.util.Collection;
import java.util.TreeSet;

/** The exceptions of the registry. */
final class RegistryFailures {

    private RegistryFailures() {}

    static DataException unknownTenant(TenantId tenant) {
        return new DataException(
                "HOLDF00401: There is no tenant '" + tenant
                        + "'. No connection was taken. Add it to holdfast.tenants, or let unknown"
                        + " tenants use the default data source with holdfast.tenancy.unknown=default.",
                DataErrorDetails.of(DataErrorKind.TENANT, FailedCall.ACQUIRE).at(tenant.value(), null, null));
    }

    static DataException absentTenant(boolean inUnitOfWork) {
        return new DataException(
                "HOLDF00404: No tenant is known here"
                        + (inUnitOfWork ? "" : ", and there is no request or scope on this thread")
                        + ". No connection was taken. Name the tenant by Holdfast.begin(tenant) or a TenantResolver bean"
                        + " (it is asked in requests only), run tasks"
                        + " through Holdfast.capture(), or set holdfast.tenancy.absent=default.",
                DataErrorDetails.of(DataErrorKind.TENANT, FailedCall.ACQUIRE));
    }

    static DataException noDataSource(String name, Collection<String> known) {
        return new DataException(
                "HOLDF00331: There is no data source '" + name + "' that stands beside the tenants; there are "
                        + new TreeSet<>(known) + ". A data source that serves tenants is reached by its tenants only.",
                DataErrorDetails.of(DataErrorKind.CONFIG, FailedCall.ACQUIRE).at(null, name, null));
    }
}
