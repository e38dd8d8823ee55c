package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.testsupport.Await;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what comes, and does with it what the test says. */
final class ScriptedPublisher implements OutboxPublisher {
    private final List<OutboxEvent> tried = new CopyOnWriteArrayList<>();
    private final List<OutboxEvent> delivered = new CopyOnWriteArrayList<>();
    private volatile Script script;

    /** What happens with an event. */
    @FunctionalInterface
    interface Script {
        void play(OutboxEvent event) throws DeliveryException, InterruptedException;
    }

    ScriptedPublisher(Script script) {
        this.script = script;
    }

    static ScriptedPublisher taking() {
        return new ScriptedPublisher(event -> {});
    }

    void become(Script other) {
        script = other;
    }

    static String text(OutboxEvent event) {
        return new String(event.payload(), StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public void publish(OutboxEvent event) throws DeliveryException, InterruptedException {
        tried.add(event);
        script.play(event);
        delivered.add(event);
    }

    List<OutboxEvent> tried() {
        return tried;
    }

    List<String> delivered() {
        return delivered.stream().map(ScriptedPublisher::text).toList();
    }

    void awaitDelivered(int count) {
        Await.until(count + " deliveries", RelayFixture.PATIENCE, () -> delivered.size() >= count);
    }
}
