package io.holdfast.jta.outbox.relay.delivery;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.DeliveryReport;
import io.holdfast.outbox.spi.FailureClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One batch in the hands of a publisher: each event gets exactly one result.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class Delivery implements DeliveryReport {
    private final Map<OutboxEvent, Item> open = new LinkedHashMap<>();
    private final Consumer<Result> results;
    private final Predicate<Item> begin;
    private boolean failed;
    private boolean down;

    /**
     * Begins a batch.
     *
     * @param items what is in it
     * @param begin whether an item may still be sent
     * @param results hears what became of each
     */
    public Delivery(List<Item> items, Predicate<Item> begin, Consumer<Result> results) {
        items.forEach(item -> open.put(item.event(), item));
        this.begin = begin;
        this.results = results;
    }

    @Override
    public synchronized boolean mayBegin(OutboxEvent event) {
        Item item = open.get(event);
        return item != null && !down && begin.test(item);
    }

    @Override
    public void delivered(OutboxEvent event) {
        Item item = take(event, false);
        if (item != null) {
            results.accept(new Result(item, Result.Kind.DELIVERED, null));
        }
    }

    @Override
    public void failed(OutboxEvent event, Throwable failure) {
        Item item = take(event, true);
        if (failure instanceof DeliveryException known && known.failureClass() == FailureClass.CHANNEL_DOWN) {
            isDown();
        }
        if (item != null) {
            results.accept(new Result(item, Result.Kind.FAILED, failure));
        }
    }

    private synchronized void isDown() {
        down = true;
    }

    private synchronized @Nullable Item take(OutboxEvent event, boolean failure) {
        Item item = open.remove(event);
        failed |= failure && item != null;
        return item;
    }

    /** The publisher itself failed: so has the event that it had not reported yet, and those behind it were not tried. */
    public void broke(Throwable failure) {
        OutboxEvent first;
        synchronized (this) {
            first = open.isEmpty() ? null : open.keySet().iterator().next();
        }
        if (first != null) {
            failed(first, failure);
        }
    }

    /**
     * Ends the batch.
     *
     * @return whether anything of it failed or was not tried
     */
    public boolean end() {
        List<Item> left;
        boolean trouble;
        synchronized (this) {
            left = List.copyOf(open.values());
            open.clear();
            trouble = failed || !left.isEmpty();
        }
        left.forEach(item -> results.accept(new Result(item, Result.Kind.NOT_TRIED, null)));
        return trouble;
    }
}
