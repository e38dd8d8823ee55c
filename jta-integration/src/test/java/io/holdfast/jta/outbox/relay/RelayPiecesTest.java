package io.holdfast.jta.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small parts of the relay that decide, without threads and database. */
class RelayPiecesTest {
    private static final Backoff MOST = new Backoff(bound -> bound - 1);
    private static final Backoff LEAST = new Backoff(bound -> 0);

    private static Hint.Row row(long number, String tenant) {
        NewEvent event = RelayFixture.event(tenant, tenant + number, null);
        return new Hint.Row(number, event, Instant.EPOCH);
    }

    private static List<Long> numbers(List<Hint.Row> rows) {
        return rows.stream().map(Hint.Row::row).toList();
    }

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
    void takesHintsOfTenantsInTurnAndInTheirOrder() {
        HintQueue queue = new HintQueue(10, 1000);
        queue.offer(List.of(row(1, "a"), row(2, "a"), row(3, "a")));
        queue.offer(List.of(row(4, "b")));

        assertThat(numbers(queue.take(3, row -> true))).containsExactly(1L, 4L, 2L);
        assertThat(numbers(queue.take(3, row -> true))).containsExactly(3L);
        assertThat(queue.has(row -> true)).isFalse();
    }

    @Test
    void takesAllHintsOfATransactionOrNone() {
        HintQueue queue = new HintQueue(3, 1000);

        assertThat(queue.offer(List.of(row(1, "a"), row(2, "a")))).isTrue();
        assertThat(queue.offer(List.of(row(3, "a"), row(4, "a")))).isFalse();
        assertThat(numbers(queue.take(9, row -> true))).containsExactly(1L, 2L);
        assertThat(queue.offer(List.of(row(3, "a"), row(4, "a"))))
                .as("room again")
                .isTrue();
    }

    @Test
    void takesHintsWhoseBytesFindRoomOnly() {
        HintQueue queue = new HintQueue(100, 5);

        assertThat(queue.offer(List.of(row(1, "a"), row(2, "a")))).isTrue();
        assertThat(queue.offer(List.of(row(3, "a")))).as("two bytes more").isFalse();
        queue.take(1, row -> true);
        assertThat(queue.offer(List.of(row(3, "a")))).as("room again").isTrue();
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
    void leavesHintsThatTheFilterRefuses() {
        HintQueue queue = new HintQueue(9, 1000);
        queue.offer(List.of(row(1, "a"), row(2, "b")));

        assertThat(numbers(queue.take(9, row -> row.event().tenant().equals("b"))))
                .containsExactly(2L);
        assertThat(queue.has(row -> row.event().tenant().equals("a"))).isTrue();
    }

    @Test
    void givesATenantAmongSeveralHalfTheRoomAndEveryoneAReserve() {
        Room alone = new Room(new InHand(), Set.of("a"), 10, 100);
        Room shared = new Room(new InHand(), Set.of("a", "b"), 10, 100);

        assertThat(alone.limit(Set.of("a"), 0)).isEqualTo(10);
        assertThat(shared.limit(Set.of("a", "b"), 0)).isEqualTo(5);
        assertThat(shared.limit(Set.of("a", "b"), 10))
                .as("full, but for the reserve")
                .isEqualTo(4);
        assertThat(alone.limit(Set.of("a"), 10)).isZero();
    }

    @Test
    void probesAPausedChannelWithOneEvent() {
        Circuits circuits = new Circuits();
        Circuit circuit = circuits.open("a", "mail", 100);

        assertThat(circuit).isNotNull();
        assertThat(circuits.open("a", "mail", 100)).as("open already").isNull();
        assertThat(circuits.isOpen("a", "mail")).isTrue();
        assertThat(circuits.isOpen("b", "mail")).isFalse();
        assertThat(circuit.wantsProbe(99)).isFalse();
        assertThat(circuit.wantsProbe(100)).isTrue();
        assertThat(circuit.tryTakeProbe()).as("nobody probes yet").isFalse();
        circuit.probing();
        assertThat(circuit.wantsProbe(200)).isFalse();
        assertThat(circuit.tryTakeProbe()).isTrue();
        assertThat(circuit.tryTakeProbe()).as("one only").isFalse();
        circuit.pauseUntil(300);
        assertThat(circuit.wantsProbe(300)).isTrue();
        assertThat(circuits.close("a", "mail")).isSameAs(circuit);
        assertThat(circuits.close("a", "mail")).isNull();
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

    @Test
    void moreIsLeftToThePollWhereHintsWait() {
        HintQueue rows = new HintQueue(4, Long.MAX_VALUE);
        assertThat(rows.offer(List.of(row(1, "a"), row(2, "a")))).isTrue();
        assertThat(rows.isHalfFull()).isFalse();
        assertThat(rows.offer(List.of(row(3, "a")))).isTrue();
        assertThat(rows.isHalfFull()).isTrue();
        rows.take(1, any -> true);
        assertThat(rows.isHalfFull()).isFalse();
    }
}
