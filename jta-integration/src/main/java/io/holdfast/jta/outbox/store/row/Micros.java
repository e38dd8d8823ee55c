package io.holdfast.jta.outbox.store.row;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as microseconds, within what every database can add. */
public final class Micros {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private Micros() {}

    /** A time in microseconds, none less than 0. */
    public static long of(Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return bounded.isNegative() ? 0 : bounded.toNanos() / 1_000;
    }

    /** Microseconds since 1970; 0, which is always over, for none. */
    public static long sinceEpoch(@Nullable Instant moment) {
        if (moment == null || moment.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment.isAfter(LATEST) ? LATEST : moment);
    }
}
