package io.holdfast.internal.tenancy;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataException;
import io.holdfast.error.FailedCall;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exceptions of this package. */
final class TenancyFailures {

    private TenancyFailures() {}

    static void rejectOther(@Nullable TenantId locked, Optional<String> other) {
        String first = locked == null ? "" : locked.value();
        if (!first.equals(other.orElse(""))) {
            throw new DataException(
                    "HOLDF00410: The request was served for "
                            + (locked == null ? "no tenant" : "tenant '" + locked + "'")
                            + " before its own tenant was known, and now names another one. Nothing more is served. Use the"
                            + " database only behind the filter that tells the tenant, or let both ask the same source.",
                    DataErrorDetails.of(DataErrorKind.USAGE, FailedCall.ACQUIRE)
                            .at(locked == null ? null : first, null, null));
        }
    }
}
