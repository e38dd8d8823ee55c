package io.holdfast.jta.outbox.relay;

import io.holdfast.jta.outbox.relay.delivery.InHand;
import io.holdfast.jta.outbox.relay.delivery.Item;
import io.holdfast.jta.outbox.relay.delivery.Result;
import io.holdfast.jta.outbox.relay.schedule.Backoff;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import java.time.Duration;
import java.util.Objects;

/**
 * Decides what a result means for its row: delete, put back, or park.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Outcomes {
    private final DatabaseRelay owner;
    private final RelayParts parts;
    private final InHand inHand;
    private final Circuits circuits;
    private final Settlement settlement;
    private final Backoff backoff;

    Outcomes(
            DatabaseRelay owner,
            RelayParts parts,
            InHand inHand,
            Circuits circuits,
            Settlement settlement,
            Backoff backoff) {
        this.owner = owner;
        this.parts = parts;
        this.inHand = inHand;
        this.circuits = circuits;
        this.settlement = settlement;
        this.backoff = backoff;
    }

    void take(Result result, long now) {
        Item item = result.item();
        if (!inHand.contains(item)) {
            // Its lease ended and this node got the row again, or another one has it: that one decides.
            return;
        }
        switch (result.kind()) {
            case DELIVERED -> {
                answered(item);
                settlement.delete(item.row(), item.token());
            }
            case FAILED -> failed(item, Objects.requireNonNull(result.failure()), now);
            case NOT_TRIED -> {
                pauseProbe(item, now);
                settlement.retry(new Retry(item.row(), item.token(), Duration.ZERO, item.attempts() - 1, null));
            }
            case LEASE_LOST -> {
                pauseProbe(item, now);
                inHand.lost(item);
            }
        }
    }

    private void failed(Item item, Throwable failure, long now) {
        FailureClass failureClass =
                failure instanceof DeliveryException known ? known.failureClass() : FailureClass.TRANSIENT;
        if (failureClass == FailureClass.CHANNEL_DOWN) {
            down(item, failure, now);
            return;
        }
        answered(item);
        if (failureClass == FailureClass.POISON) {
            park(item, failureClass, "it can never be delivered", failure);
        } else if (item.attempts() >= item.channel().retry().maxAttempts()) {
            park(item, failureClass, "all attempts failed", failure);
        } else {
            Duration pause = backoff.pause(item.channel().retry(), item.attempts());
            settlement.retry(new Retry(item.row(), item.token(), pause, item.attempts(), text(failure)));
            owner.poll().at(now + pause.toNanos());
            parts.events().onRetried(item.event(), failureClass, pause, failure);
        }
    }

    /** Nothing gets through: everything of the channel waits, and one event will try. */
    private void down(Item item, Throwable failure, long now) {
        Duration pause = item.channel().retry().probeInterval();
        Circuit opened = circuits.open(item.tenant(), item.channel().name(), now + pause.toNanos());
        if (opened != null) {
            RelayMessages.channelDown(owner.name(), opened, failure);
        }
        settlement.retry(new Retry(item.row(), item.token(), Duration.ZERO, item.attempts() - 1, text(failure)));
        parts.events().onRetried(item.event(), FailureClass.CHANNEL_DOWN, pause, failure);
    }

    /** The channel lives, whatever it said of this event. */
    private void answered(Item item) {
        Circuit closed = circuits.close(item.tenant(), item.channel().name());
        if (closed != null) {
            RelayMessages.channelUp(owner.name(), closed);
            owner.poll().hurry(parts.nanoTime().getAsLong());
        }
    }

    private void pauseProbe(Item item, long now) {
        Circuit circuit =
                item.isProbe() ? circuits.find(item.tenant(), item.channel().name()) : null;
        if (circuit != null) {
            circuit.pauseUntil(now + item.channel().retry().probeInterval().toNanos());
        }
    }

    private void park(Item item, FailureClass failureClass, String reason, Throwable failure) {
        OutboxChannel channel = item.channel();
        OutboxEvent event = item.event();
        settlement.park(new Parking(
                item.row(), item.token(), channel.onPoison(), failureClass, item.attempts(), reason, text(failure)));
        RelayMessages.parked(event, reason, held(channel.onPoison(), event), failure);
        parts.events().onParked(event, reason);
    }

    private static String held(PoisonPolicy policy, OutboxEvent event) {
        return switch (policy) {
            case BLOCK_CHANNEL -> "All later events of its tenant on the channel wait for it.";
            case BLOCK_KEY ->
                event.key().isPresent() ? "Later events of its key wait for it." : "Nothing waits for it.";
            case SKIP -> "Nothing waits for it.";
        };
    }

    private static String text(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
