package io.holdfast.jta.outbox.publisher;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkScope;
import io.holdfast.jta.OwnTransactions;
import io.holdfast.jta.outbox.inbox.TransactionalInbox;
import io.holdfast.jta.outbox.message.PayloadCodec;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.DeliveryException;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.tenancy.TenantId;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to methods of beans: each in a transaction of its own that notes the event in the inbox, with the event's tenant in force
 * and a CDI request of its own.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class HandlerPublisher implements OutboxPublisher {
    private final List<HandlerMethod> handlers;
    private final BeanManager beans;
    private final DataSourceRegistry registry;
    private final Holdfast holdfast;
    private final OwnTransactions transactions;
    private final TransactionalInbox inbox;
    private final PayloadCodec codec;

    /**
     * Delivers to some methods.
     *
     * @param handlers the methods
     * @param beans the container
     * @param surroundings what a call is made in
     */
    public HandlerPublisher(List<HandlerMethod> handlers, BeanManager beans, Surroundings surroundings) {
        this.handlers = List.copyOf(handlers);
        this.beans = beans;
        this.registry = surroundings.registry();
        this.holdfast = surroundings.holdfast();
        this.transactions = surroundings.transactions();
        this.inbox = surroundings.inbox();
        this.codec = surroundings.codec();
    }

    /**
     * What a call is made in.
     *
     * @param registry the data sources
     * @param holdfast opens the scope of the tenant
     * @param transactions begins the transaction
     * @param inbox remembers the event
     * @param codec reads payloads
     */
    public record Surroundings(
            DataSourceRegistry registry,
            Holdfast holdfast,
            OwnTransactions transactions,
            TransactionalInbox inbox,
            PayloadCodec codec) {}

    @Override
    public String name() {
        return "cdi";
    }

    @Override
    public void publish(OutboxEvent event) throws DeliveryException, InterruptedException {
        boolean wanted = false;
        DeliveryException failure = null;
        for (HandlerMethod handler : handlers) {
            if (handler.wants(event.type())) {
                wanted = true;
                failure = worse(failure, tryPublish(event, handler));
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (!wanted) {
            throw new DeliveryException(
                    FailureClass.POISON,
                    "HOLDF00645: No method has @OutboxHandler for events of type '" + event.type()
                            + "'. Add one, or send them to another channel.",
                    null);
        }
    }

    /** What may work later keeps the event from being parked: those who have succeeded are not called again. */
    private static @Nullable DeliveryException worse(
            @Nullable DeliveryException first, @Nullable DeliveryException second) {
        boolean hopeless = first != null && first.failureClass() == FailureClass.POISON;
        return first == null || hopeless && second != null ? second : first;
    }

    private @Nullable DeliveryException tryPublish(OutboxEvent event, HandlerMethod handler)
            throws InterruptedException {
        try {
            publish(event, handler);
            return null;
        } catch (DeliveryException e) {
            return e;
        }
    }

    private void publish(OutboxEvent event, HandlerMethod handler) throws DeliveryException, InterruptedException {
        @Nullable Object[] arguments = arguments(event, handler);
        WorkScope work = scope(event);
        try {
            inRequest(() -> transactions.call(handler.place(), () -> {
                if (inbox.register(
                        dataSource(event), handler.consumer(), event.id().toString())) {
                    handler.call(beans, arguments);
                }
                return null;
            }));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new DeliveryException(
                    FailureClass.TRANSIENT,
                    "HOLDF00646: " + handler.place() + " did not process the event: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        } finally {
            work.close();
        }
    }

    private @Nullable Object[] arguments(OutboxEvent event, HandlerMethod handler) throws DeliveryException {
        try {
            return handler.arguments(event, codec);
        } catch (IllegalArgumentException e) {
            throw new DeliveryException(
                    FailureClass.POISON,
                    "HOLDF00647: The payload of the event does not fit " + handler.place() + ". " + e.getMessage(),
                    e);
        }
    }

    private WorkScope scope(OutboxEvent event) {
        return event.tenant().isPresent() ? holdfast.begin(event.tenant().get().value()) : holdfast.begin();
    }

    private TenantDataSource dataSource(OutboxEvent event) {
        return event.tenant()
                .map(TenantId::value)
                .map(registry::forTenant)
                .orElseGet(() -> registry.named(event.dataSource()));
    }

    private void inRequest(Call call) throws Exception {
        Instance<RequestContextController> controllers = beans.createInstance().select(RequestContextController.class);
        RequestContextController controller = controllers.get();
        boolean activated = controller.activate();
        try {
            call.run();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            controllers.destroy(controller);
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }
}
