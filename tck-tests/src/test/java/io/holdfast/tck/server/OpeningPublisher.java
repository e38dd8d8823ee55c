package io.holdfast.tck.server;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;

/** Has a thread of its own from when its channel is opened to when it is closed. */
@ApplicationScoped
public class OpeningPublisher implements OutboxPublisher {

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public String name() {
        return "opening";
    }

    @Override
    public void open(OutboxChannel channel) {
        Thread thread = new Thread(this::stay, "holdfast-test-publisher");
        thread.setDaemon(true);
        thread.start();
    }

    private void stay() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void publish(OutboxEvent event) {
        // Nothing is sent here.
    }

    @Override
    public void close() {
        end.countDown();
    }
}
