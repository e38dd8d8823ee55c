package io.holdfast.internal.datasource;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What this package says in the log. Ids are listed in {@code message-ranges.txt}. */
final class DataSourceMessages {

    private static final Logger LOG = System.getLogger("io.holdfast.datasource");

    private DataSourceMessages() {}

    static void rolledBackOnReturn(TenantTarget target, @Nullable Throwable place) {
        LOG.log(
                Level.WARNING,
                "HOLDF00311: A connection of " + target.description()
                        + " was closed with an open local transaction; its work was"
                        + " rolled back. Call commit() or rollback() before close().",
                place);
    }

    static void leak(TenantTarget target, Throwable place) {
        LOG.log(
                Level.WARNING,
                "HOLDF00312: A connection of " + target.description() + " is still open after "
                        + target.settings().leakTimeout()
                        + ". Close it, best by try-with-resources; it was taken at the place below.",
                place);
    }
}
