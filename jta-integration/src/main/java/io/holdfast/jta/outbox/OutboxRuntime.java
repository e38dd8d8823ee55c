package io.holdfast.jta.outbox;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.jta.JtaTransactionBridge;
import io.holdfast.jta.OwnTransactions;
import io.holdfast.jta.outbox.inbox.TransactionalInbox;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.message.PayloadCodec;
import io.holdfast.jta.outbox.publisher.HandlerMethod;
import io.holdfast.jta.outbox.publisher.HandlerPublisher;
import io.holdfast.jta.outbox.relay.OutboxRelay;
import io.holdfast.jta.outbox.relay.Publishers;
import io.holdfast.jta.outbox.relay.RelayEvents;
import io.holdfast.jta.outbox.relay.RelayParts;
import io.holdfast.jta.outbox.store.BuiltInStoreFactory;
import io.holdfast.jta.outbox.store.OutboxDatabases;
import io.holdfast.outbox.Inbox;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxSettings.Enabled;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.spi.Databases;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of one application, wired together.
 *
 * <p><strong>Threading:</strong> prepared, started and stopped by the container; used by any thread in between.
 */
final class OutboxRuntime {
    private volatile @Nullable Wired wired;
    private volatile boolean off;
    private volatile boolean wanted;
    private volatile boolean started;
    private volatile @Nullable String problem;

    /**
     * What the extension has found.
     *
     * @param wanted whether anything in the application asks for an outbox
     * @param handlers methods that want events
     * @param publishers beans that deliver
     * @param listeners beans that listen
     */
    record Found(boolean wanted, List<HandlerMethod> handlers, List<Bean<?>> publishers, List<Bean<?>> listeners) {}

    private record Wired(
            OutboxParts parts,
            BeanReferences references,
            Publishers publishers,
            OutboxRelay relay,
            Outbox outbox,
            OutboxAdmin admin,
            TransactionalInbox inbox) {}

    /**
     * Wires the outbox. Asks no database.
     *
     * @throws IllegalArgumentException if a channel or database cannot work, with what to do
     */
    void prepare(Found found, BeanManager beans) {
        Instance<Object> instance = beans.createInstance();
        Instance<OutboxSettings> configured = instance.select(OutboxSettings.class);
        if (configured.isUnsatisfied()) {
            // Holdfast itself is not there, or has failed and says so.
            return;
        }
        OutboxSettings settings = configured.get();
        off = settings.enabled() == Enabled.FALSE;
        if (!off) {
            wanted = settings.enabled() == Enabled.TRUE || found.wanted();
            OutboxDatabases databases =
                    new OutboxDatabases(instance.select(Databases.class).get(), settings.schema(), factories());
            problem = databases.problem().orElse(null);
            if (problem != null && wanted) {
                throw new IllegalArgumentException(problem);
            }
            wired = wire(found, beans, instance, settings, databases);
        }
    }

    private static Wired wire(
            Found found,
            BeanManager beans,
            Instance<Object> instance,
            OutboxSettings settings,
            OutboxDatabases databases) {
        ClassLoader loader = OutboxRuntime.class.getClassLoader();
        OutboxParts parts = new OutboxParts(
                instance.select(DataSourceRegistry.class).get(),
                new JtaTransactionBridge(),
                new OwnTransactions(),
                settings,
                new Channels(settings.channels()),
                new PayloadCodec(loader),
                databases);
        TransactionalInbox inbox = new TransactionalInbox(parts.registry(), parts.transactions(), parts.databases());
        HandlerPublisher handlers = new HandlerPublisher(
                found.handlers(),
                beans,
                new HandlerPublisher.Surroundings(
                        parts.registry(),
                        instance.select(Holdfast.class).get(),
                        parts.ownTransactions(),
                        inbox,
                        parts.codec()));
        BeanReferences references = new BeanReferences(beans);
        Publishers publishers = open(found, references, handlers, parts.channels());
        OutboxRelay relay = new OutboxRelay(
                new RelayParts(
                        settings.relay(),
                        settings.retention(),
                        publishers,
                        new RelayEvents(listeners(found, references)),
                        RelayThreads.ofContainer(loader),
                        System::nanoTime,
                        bound -> ThreadLocalRandom.current().nextLong(bound)),
                parts.databases().all());
        return new Wired(
                parts,
                references,
                publishers,
                relay,
                new TransactionalOutbox(parts, relay),
                new StoreAdmin(parts, relay),
                inbox);
    }

    private static Publishers open(
            Found found, BeanReferences references, HandlerPublisher handlers, Channels channels) {
        Publishers publishers = new Publishers(publishers(found, references, handlers), channels);
        boolean opened = false;
        try {
            publishers.open();
            opened = true;
            return publishers;
        } finally {
            if (!opened) {
                publishers.close();
                references.close();
            }
        }
    }

    private static List<OutboxStore.Factory> factories() {
        List<OutboxStore.Factory> factories = new ArrayList<>();
        ServiceLoader.load(OutboxStore.Factory.class, OutboxRuntime.class.getClassLoader())
                .forEach(factories::add);
        factories.add(new BuiltInStoreFactory());
        return factories;
    }

    private static List<OutboxPublisher> publishers(Found found, BeanReferences references, HandlerPublisher handlers) {
        List<OutboxPublisher> publishers = new ArrayList<>();
        found.publishers().forEach(bean -> publishers.add(references.get(bean, OutboxPublisher.class)));
        ServiceLoader.load(OutboxPublisher.class, OutboxRuntime.class.getClassLoader())
                .forEach(publishers::add);
        publishers.add(handlers);
        return publishers;
    }

    private static List<OutboxListener> listeners(Found found, BeanReferences references) {
        List<OutboxListener> listeners = new ArrayList<>();
        found.listeners().forEach(bean -> listeners.add(references.get(bean, OutboxListener.class)));
        ServiceLoader.load(OutboxListener.class, OutboxRuntime.class.getClassLoader())
                .forEach(listeners::add);
        return listeners;
    }

    void start() {
        started = true;
        Wired ready = wired;
        if (ready != null && wanted) {
            ready.relay().start();
        }
    }

    void stop() {
        Wired ready = wired;
        if (ready != null) {
            wired = null;
            ready.relay().stop();
            ready.publishers().close();
            ready.references().close();
            ready.parts().codec().close();
        }
    }

    Outbox outbox() {
        Wired ready = require();
        String why = problem;
        if (why != null) {
            throw OutboxFailures.unusable(why);
        }
        if (started) {
            // Nobody injects it, yet somebody has looked it up.
            ready.relay().start();
        }
        return ready.outbox();
    }

    OutboxAdmin admin() {
        return require().admin();
    }

    Inbox inbox() {
        return require().inbox();
    }

    private Wired require() {
        return Optional.ofNullable(wired).orElseThrow(() -> off ? OutboxFailures.disabled() : OutboxFailures.stopped());
    }
}
