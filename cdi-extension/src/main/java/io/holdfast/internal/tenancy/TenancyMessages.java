package io.holdfast.internal.tenancy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package says in the log. Ids are listed in {@code message-ranges.txt}. */
final class TenancyMessages {

    private static final Logger LOG = System.getLogger("io.holdfast.tenancy");

    private TenancyMessages() {}

    static void scopeLeftOpen() {
        LOG.log(
                Level.WARNING,
                "HOLDF00412: A scope was opened in a request and not closed on its thread. It was dropped, so that the next"
                        + " request on the thread does not inherit it. Open scopes by try-with-resources.");
    }
}
