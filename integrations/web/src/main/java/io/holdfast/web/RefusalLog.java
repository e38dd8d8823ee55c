package io.holdfast.web;

import io.holdfast.web.TenantRefusal.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Logs refused requests, each reason once a minute at most: whoever sends rubbish must not fill the log.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class RefusalLog {

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Map<Reason, Silence> silences = new EnumMap<>(Reason.class);

    RefusalLog(LongSupplier nanos) {
        this.nanos = nanos;
        for (Reason reason : Reason.values()) {
            silences.put(reason, new Silence());
        }
    }

    void log(Reason reason) {
        long unsaid = silences.get(reason).unsaid(nanos.getAsLong());
        if (unsaid >= 0) {
            WebMessages.refused(reason, unsaid);
        }
    }

    private static final class Silence {

        private boolean begun;
        private long since;
        private long unsaid;

        /** How many were kept quiet before this one, or -1 to keep this one quiet too. */
        synchronized long unsaid(long now) {
            if (begun && now - since < PAUSE) {
                unsaid++;
                return -1;
            }
            begun = true;
            since = now;
            long before = unsaid;
            unsaid = 0;
            return before;
        }
    }
}
