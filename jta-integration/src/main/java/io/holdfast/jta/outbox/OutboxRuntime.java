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
import io.holdfast.spi.TransactionBridge;
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
            BeanReferences references = new BeanReferences(beans);
            try {
                wired = wire(found, beans, references, instance, partsOf(instance, settings, databases));
            } finally {
                if (wired == null) {
                    // Nobody tells us to close when a deployment fails.
                    references.close();
                }
            }
        }
    }

    private static OutboxParts partsOf(Instance<Object> instance, OutboxSettings settings, OutboxDatabases databases) {
        TransactionBridge transactions = new JtaTransactionBridge();
        transactions.prepare();
        OwnTransactions ownTransactions = new OwnTransactions();
        ownTransactions.prepare();
        return new OutboxParts(
                instance.select(DataSourceRegistry.class).get(),
                transactions,
                ownTransactions,
                settings,
                new Channels(settings.channels()),
                new PayloadCodec(OutboxRuntime.class.getClassLoader()),
                databases);
    }

    private static Wired wire(
            Found found, BeanManager beans, BeanReferences references, Instance<Object> instance, OutboxParts parts) {
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
        Publishers publishers = new Publishers(publishers(found, references, handlers), parts.channels());
        RelayEvents events = new RelayEvents(listeners(found, references));
        open(publishers);
        OutboxRelay relay = relay(parts, publishers, events);
        return new Wired(
                parts,
                references,
                publishers,
                relay,
                new TransactionalOutbox(parts, relay),
                new StoreAdmin(parts, relay),
                inbox);
    }

    private static OutboxRelay relay(OutboxParts parts, Publishers publishers, RelayEvents events) {
        return new OutboxRelay(
                new RelayParts(
                        parts.settings().relay(),
                        parts.settings().retention(),
                        publishers,
                        events,
                        RelayThreads.ofContainer(OutboxRuntime.class.getClassLoader()),
                        System::nanoTime,
                        bound -> ThreadLocalRandom.current().nextLong(bound)),
                parts.databases().all());
    }

    // The last thing that may go wrong, so that nothing else leaves them open.
    private static void open(Publishers publishers) {
        boolean opened = false;
        try {
            publishers.open();
            opened = true;
        } finally {
            if (!opened) {
                publishers.close();
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
            ready.parts().codec().close();
            ready.references().close();
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
