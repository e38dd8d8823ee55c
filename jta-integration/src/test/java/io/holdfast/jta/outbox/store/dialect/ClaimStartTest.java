package io.holdfast.jta.outbox.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimStartTest {

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-01-01T12:00:00Z");

    private final AtomicLong clock = new AtomicLong();
    private final ClaimStart start = new ClaimStart(clock::get);

    private static Wanted wanted(String... tenants) {
        return new Wanted(Set.of(tenants), Set.of(), 10);
    }

    @Test
    void isWhereTheLastClaimHasFoundTheFirstRow() {
        assertThat(start.of(wanted("a", "b"))).isNull();

        start.found(wanted("a", "b"), NOON);

        assertThat(start.of(wanted("a", "b"))).isEqualTo(NOON);
        assertThat(start.of(wanted("b"))).isEqualTo(NOON);
    }

    @Test
    void isTheEarliestOfThoseWhoseRowsAreWanted() {
        start.found(wanted("a", "b"), NOON);
        start.found(wanted("a"), NOON.plusHours(1));

        assertThat(start.of(wanted("a"))).isEqualTo(NOON.plusHours(1));
        assertThat(start.of(wanted("a", "b"))).isEqualTo(NOON);
    }

    @Test
    void isNotKnownForWhomNobodyHasLooked() {
        start.found(wanted("a"), NOON);

        assertThat(start.of(wanted("a", "b"))).isNull();
    }

    @Test
    void isForgottenEverySecond() {
        start.found(wanted("a"), NOON);
        clock.addAndGet(Duration.ofMillis(900).toNanos());
        start.found(wanted("a"), NOON.plusHours(1));
        assertThat(start.of(wanted("a"))).isNotNull();

        clock.addAndGet(Duration.ofMillis(101).toNanos());

        assertThat(start.of(wanted("a"))).as("however much is found").isNull();
        start.found(wanted("a"), NOON);
        assertThat(start.of(wanted("a"))).isEqualTo(NOON);
    }

    @Test
    void isForgottenWhenFewerRowsAreFound() {
        start.found(wanted("a"), NOON);

        start.forget();

        assertThat(start.of(wanted("a"))).isNull();
    }

    @Test
    void isForgottenWhenAnotherChannelIsPaused() {
        start.found(wanted("a"), NOON);

        assertThat(start.of(new Wanted(Set.of("a"), Set.of("a\nmail"), 10))).isNull();
        start.found(new Wanted(Set.of("a"), Set.of("a\nmail"), 10), NOON);

        assertThat(start.of(wanted("a"))).as("the channel is up again").isNull();
    }
}
