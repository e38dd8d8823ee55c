package io.holdfast.jta.outbox.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.FailureClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a batch reports: exactly one result for each event. */
class DeliveryTest {
    private final List<Result> results = new ArrayList<>();

    private static Item item(long row) {
        OutboxEvent event = new OutboxEvent(
                new UUID(0, row),
                Optional.empty(),
                "orders",
                "default",
                "thing",
                Optional.empty(),
                "text/plain",
                new byte[0],
                Map.of(),
                1,
                Instant.EPOCH);
        return new Item(new Held(row, 1, "", 1, 0, event), null, false, Long.MAX_VALUE);
    }

    private List<String> told() {
        return results.stream()
                .map(result -> result.item().row() + " " + result.kind())
                .toList();
    }

    @Test
    void givesEachEventOneResult() {
        List<Item> items = List.of(item(1), item(2), item(3));
        Delivery delivery = new Delivery(items, item -> item.row() != 13, results::add);
        DeliveryReport report = delivery;

        report.delivered(items.get(1).event());
        report.delivered(items.get(1).event());
        report.failed(items.get(1).event(), new IllegalStateException());
        boolean trouble = delivery.end();
        report.delivered(items.get(0).event());

        assertThat(told()).containsExactly("2 DELIVERED", "1 NOT_TRIED", "3 NOT_TRIED");
        assertThat(trouble).isTrue();
    }

    @Test
    void blamesAPublisherThatBreaksOnTheFirstEventThatIsOpen() {
        List<Item> items = List.of(item(1), item(2), item(3));
        Delivery delivery = new Delivery(items, item -> item.row() != 13, results::add);

        delivery.delivered(items.get(0).event());
        delivery.broke(new StackOverflowError());
        delivery.end();

        assertThat(told()).containsExactly("1 DELIVERED", "2 FAILED", "3 NOT_TRIED");
    }

    @Test
    void letsNothingBeginThatMustNot() {
        List<Item> items = List.of(item(12), item(13), item(14));
        Delivery delivery = new Delivery(items, item -> item.row() != 13, results::add);

        assertThat(delivery.mayBegin(items.get(0).event())).isTrue();
        assertThat(delivery.mayBegin(items.get(1).event()))
                .as("its lease has ended")
                .isFalse();
        delivery.failed(items.get(0).event(), new DeliveryException(FailureClass.CHANNEL_DOWN, "down", null));
        assertThat(delivery.mayBegin(items.get(0).event())).as("it is reported").isFalse();
        assertThat(delivery.mayBegin(items.get(2).event()))
                .as("nothing gets through")
                .isFalse();
    }

    @Test
    void isAtEaseWhenAllIsDelivered() {
        List<Item> items = List.of(item(1));
        Delivery delivery = new Delivery(items, item -> item.row() != 13, results::add);

        delivery.delivered(items.get(0).event());

        assertThat(delivery.end()).isFalse();
    }
}
