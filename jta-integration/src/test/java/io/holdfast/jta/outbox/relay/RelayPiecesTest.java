package io.holdfast.jta.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.jta.outbox.relay.delivery.InHand;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small parts of the relay that decide, without threads and database. */
class RelayPiecesTest {
    private static Hint.Row row(long number, String tenant) {
        NewEvent event = RelayFixture.event(tenant, tenant + number, null);
        return new Hint.Row(number, event, Instant.EPOCH);
    }

    private static List<Long> numbers(List<Hint.Row> rows) {
        return rows.stream().map(Hint.Row::row).toList();
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
    void moreIsLeftToThePollWhereHintsWait() {
        HintQueue rows = new HintQueue(4, Long.MAX_VALUE);
        assertThat(rows.offer(List.of(row(1, "a"), row(2, "a")))).isTrue();
        assertThat(rows.hasPlace("a")).as("as many as are free").isTrue();
        assertThat(rows.offer(List.of(row(3, "a")))).isTrue();
        assertThat(rows.hasPlace("a")).isFalse();
        rows.take(1, any -> true);
        assertThat(rows.hasPlace("a")).isTrue();
    }

    @Test
    void whoWantsFewPlacesFindsThemBesideWhoWantsMany() {
        for (HintQueue rows : List.of(new HintQueue(8, Long.MAX_VALUE), new HintQueue(1_000, 400))) {
            for (int i = 1; rows.hasPlace("loud"); i++) {
                assertThat(rows.offer(List.of(row(i, "loud")))).isTrue();
            }

            assertThat(rows.hasPlace("quiet")).isTrue();
            assertThat(rows.offer(List.of(row(100, "quiet")))).isTrue();
            assertThat(rows.hasPlace("quiet")).isTrue();
            assertThat(numbers(rows.take(2, any -> true))).contains(100L);
        }
    }

    @Test
    void nobodyHasAPlaceWhereNoneIsFree() {
        HintQueue rows = new HintQueue(2, Long.MAX_VALUE);
        rows.offer(List.of(row(1, "a"), row(2, "a")));

        assertThat(rows.hasPlace("b")).isFalse();
    }
}
