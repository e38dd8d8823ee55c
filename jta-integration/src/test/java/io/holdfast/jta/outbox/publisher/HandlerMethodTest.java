package io.holdfast.jta.outbox.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxHandler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

class HandlerMethodTest {
    private static final List<String> LOG = new ArrayList<>();

    /** What a handler has of its own. */
    @Dependent
    static class Tool {
        @PreDestroy
        void destroyed() {
            LOG.add("tool destroyed");
        }
    }

    /** Lives for one call. */
    @Dependent
    static class Handler {
        @Inject
        Tool tool;

        @OutboxHandler("order.*")
        void handle(OutboxEvent event) {
            LOG.add("called with " + (tool == null ? "nothing" : "a tool"));
        }

        @OutboxHandler("bad.*")
        void fail(OutboxEvent event) {
            throw new IllegalStateException("as asked for");
        }

        @PreDestroy
        void destroyed() {
            LOG.add("handler destroyed");
        }
    }

    private static HandlerMethod handler(BeanManager beans, String name) throws NoSuchMethodException {
        Bean<?> bean = beans.resolve(beans.getBeans(Handler.class));
        Method method = Handler.class.getDeclaredMethod(name, OutboxEvent.class);
        return new HandlerMethod(bean, method, method.getAnnotation(OutboxHandler.class));
    }

    @Test
    void destroysADependentHandlerAndWhatItHasAfterEachCall() throws Exception {
        LOG.clear();
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addBeanClasses(Handler.class, Tool.class)
                .initialize()) {
            BeanManager beans = container.getBeanManager();

            handler(beans, "handle").call(beans, new Object[] {null});
            assertThat(LOG).containsExactlyInAnyOrder("called with a tool", "handler destroyed", "tool destroyed");
            LOG.clear();
            assertThatThrownBy(() -> handler(beans, "fail").call(beans, new Object[] {null}))
                    .hasMessage("as asked for");
            assertThat(LOG).as("after a failure too").containsExactlyInAnyOrder("handler destroyed", "tool destroyed");
        }
    }
}
