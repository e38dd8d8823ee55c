package io.holdfast.jta.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.relay.Hint;
import io.holdfast.jta.outbox.relay.OutboxRelay;
import io.holdfast.jta.outbox.relay.Publishers;
import io.holdfast.jta.outbox.relay.RelayEvents;
import io.holdfast.jta.outbox.relay.RelayParts;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.testsupport.Await;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RelayThreadsTest {
    private static final ClassLoader OURS = RelayThreadsTest.class.getClassLoader();

    private static ClassLoader application() {
        return new URLClassLoader("application", new URL[0], OURS);
    }

    private static RelayThreads preparedWith(ClassLoader context) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return RelayThreads.ofContainer(OURS);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void givesThreadsTheClassLoaderOfTheApplication() {
        ClassLoader application = application();

        Thread thread = preparedWith(application).newThread(() -> {});

        assertThat(thread).isNotNull();
        assertThat(thread.getContextClassLoader()).isSameAs(application);
    }

    @Test
    void givesThreadsItsOwnClassLoaderWhereThereIsNone() {
        Thread thread = preparedWith(null).newThread(() -> {});

        assertThat(thread).isNotNull();
        assertThat(thread.getContextClassLoader()).isSameAs(OURS);
    }

    @Test
    void keepsNothingOfTheApplicationAfterTheRelayHasStopped() {
        WeakReference<ClassLoader> application = useAndStop();

        Await.until("the class loader is gone", Duration.ofSeconds(30), () -> {
            System.gc();
            return application.get() == null;
        });
    }

    private static WeakReference<ClassLoader> useAndStop() {
        ClassLoader application = application();
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        OutboxDatabase database = new OutboxDatabase(
                new SilentDatabase(
                        "orders",
                        List.of(),
                        () -> seen.set(Thread.currentThread().getContextClassLoader())),
                OutboxSettings.Schema.EXTERNAL,
                List.of());
        OutboxRelay relay = relay(preparedWith(application), database);
        relay.start();
        relay.offer(new Hint(database, relay.newLease(database, ""), List.of(new Hint.Row(1, event(), Instant.EPOCH))));
        Await.until("a thread has worked", Duration.ofSeconds(30), () -> seen.get() != null);
        assertThat(seen.getAndSet(null)).isSameAs(application);
        relay.stop();
        return new WeakReference<>(application);
    }

    private static OutboxRelay relay(ThreadFactory threads, OutboxDatabase database) {
        Duration poll = Duration.ofMillis(20);
        return new OutboxRelay(
                new RelayParts(
                        new OutboxSettings.Relay(
                                true, true, Duration.ofSeconds(30), poll, poll, 100, 2, 100, Duration.ofSeconds(1)),
                        new OutboxSettings.Retention(Duration.ofDays(1), Duration.ZERO),
                        new Publishers(List.of(), new Channels(List.of())),
                        new RelayEvents(List.of()),
                        threads,
                        System::nanoTime,
                        bound -> 0),
                List.of(database));
    }

    private static NewEvent event() {
        return new NewEvent(
                UUID.randomUUID(),
                "",
                "orders",
                "default",
                "thing",
                null,
                null,
                "text/plain",
                new byte[0],
                Map.of(),
                Duration.ZERO,
                null);
    }
}
