package io.holdfast.jta.outbox.relay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When things are done, without threads and database. */
class ScheduleTest {
    private static final Backoff MOST = new Backoff(bound -> bound - 1);
    private static final Backoff LEAST = new Backoff(bound -> 0);

    @Test
    void pausesDoubleUpToTheLongest() {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO);
        List<Long> bounds = new ArrayList<>();
        for (int attempt = 1; attempt <= 6; attempt++) {
            bounds.add(MOST.pause(policy, attempt).toMillis());
        }

        assertThat(bounds).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
        assertThat(LEAST.pause(policy, 5)).isZero();
        assertThat(MOST.pause(policy, 30_000)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void looksEverMoreRarelyWhileThereIsNothing() {
        Backoff exact = new Backoff(bound -> bound / 2);
        Poll poll = new Poll(Duration.ofNanos(100), Duration.ofNanos(1000), exact, 0);
        List<Long> pauses = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            poll.nothing(0, Optional.empty());
            pauses.add(poll.next());
        }

        assertThat(pauses).containsExactly(200L, 400L, 800L, 1000L, 1000L, 1000L);
        assertThat(poll.isQuiet()).isTrue();
        poll.nothing(0, Optional.of(Duration.ofNanos(30)));
        assertThat(poll.next()).as("something is due before").isEqualTo(30);
        poll.nothing(0, Optional.of(Duration.ZERO));
        assertThat(poll.next())
                .as("what is due and was not found is no reason to hurry")
                .isEqualTo(1000);
        poll.found(5, true);
        assertThat(poll.next()).as("there is more").isEqualTo(5);
        poll.found(5, false);
        assertThat(poll.next()).isEqualTo(105);
        poll.at(50);
        poll.at(70);
        assertThat(poll.next()).isEqualTo(50);
        assertThat(poll.isQuiet()).isFalse();
    }

    @Test
    void looksEverMoreRarelyThoughABlockedRowIsOverdue() {
        Poll poll = new Poll(Duration.ofNanos(100), Duration.ofNanos(1000), new Backoff(bound -> bound / 2), 0);
        List<Long> pauses = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            poll.begin();
            poll.nothing(0, Optional.of(Duration.ZERO));
            pauses.add(poll.next());
        }

        assertThat(pauses).containsExactly(200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void hintsInACrowdWaitForAMoment() {
        Pace pace = new Pace(8);

        assertThat(pace.isCrowded()).isFalse();
        pace.took(2);
        assertThat(pace.isCrowded()).isFalse();
        pace.took(3);
        assertThat(pace.isCrowded()).isTrue();
        assertThat(pace.ask()).isTrue();
        assertThat(pace.ask()).as("asked for already").isFalse();
        pace.over();
        assertThat(pace.ask()).isTrue();
        pace.took(0);
        assertThat(pace.isCrowded()).isFalse();
    }

    @Test
    void deliveredRowsAreUrgentWhenTheyTakeUpTheRoom() {
        Pace pace = new Pace(8);

        assertThat(pace.delivered()).isFalse();
        assertThat(pace.delivered()).isFalse();
        assertThat(pace.delivered()).isTrue();
        pace.tells();
        assertThat(pace.delivered()).isFalse();
        assertThat(new Pace(1).delivered()).as("there is room for one only").isTrue();
    }
}
