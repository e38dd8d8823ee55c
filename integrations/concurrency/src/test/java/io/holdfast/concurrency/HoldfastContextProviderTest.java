package io.holdfast.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import io.holdfast.tenancy.TenantId;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HoldfastContextProviderTest {

    private final ThreadContextProvider provider =
            ServiceLoader.load(ThreadContextProvider.class).findFirst().orElseThrow();

    @Test
    void handsTenantAndPinToATaskAndTakesThemOff() throws Exception {
        try (SeContainer container = boot();
                Worker worker = new Worker()) {
            Holdfast holdfast = container.select(Holdfast.class).get();
            ThreadContextSnapshot snapshot;
            try (WorkScope work = holdfast.begin("acme")) {
                snapshot = provider.currentContext(Map.of());
                work.pin().pin();
                assertThat(worker.in(snapshot, holdfast::currentTenant)).contains(TenantId.of("acme"));
                assertThat(worker.in(snapshot, () -> {
                            try (WorkScope inner = holdfast.begin()) {
                                return inner.pin().isPinned();
                            }
                        }))
                        .isTrue();
            }
            assertThat(worker.call(holdfast::currentTenant)).isEmpty();
        }
    }

    @Test
    void restoresWhatTheThreadHadBefore() {
        try (SeContainer container = boot()) {
            Holdfast holdfast = container.select(Holdfast.class).get();
            ThreadContextSnapshot ofAcme;
            try (WorkScope work = holdfast.begin("acme")) {
                ofAcme = provider.currentContext(Map.of());
                assertThat(work.tenant()).contains(TenantId.of("acme"));
            }
            try (WorkScope work = holdfast.begin("globex")) {
                ThreadContextRestorer restorer = ofAcme.begin();
                assertThat(holdfast.currentTenant()).contains(TenantId.of("acme"));
                restorer.endContext();
                assertThat(holdfast.currentTenant()).isEqualTo(work.tenant());
            }
        }
    }

    @Test
    void clearsTheTenantOfTheThreadThatRunsATask() {
        try (SeContainer container = boot()) {
            Holdfast holdfast = container.select(Holdfast.class).get();
            try (WorkScope work = holdfast.begin("acme")) {
                work.pin().pin();
                ThreadContextRestorer restorer =
                        provider.clearedContext(Map.of()).begin();
                assertThat(holdfast.currentTenant()).isEmpty();
                try (WorkScope cleared = holdfast.begin()) {
                    assertThat(cleared.pin().isPinned()).isFalse();
                }
                restorer.endContext();
                assertThat(holdfast.currentTenant()).isEqualTo(work.tenant());
            }
        }
    }

    @Test
    void doesNothingWhereThereIsNoApplication() {
        ThreadContextRestorer current = provider.currentContext(Map.of()).begin();
        current.endContext();
        ThreadContextRestorer cleared = provider.clearedContext(Map.of()).begin();
        cleared.endContext();

        assertThat(provider.getThreadContextType()).isEqualTo(HoldfastContextProvider.TYPE);
    }

    // In Open Liberty who asked would wait for ever.
    @Test
    void asksNoContainerThatIsStarting() {
        Witness witness = new Witness(provider);

        try (SeContainer container = boot(witness)) {
            assertThat(container.isRunning()).isTrue();
            assertThat(asked(provider)).as("of one that runs").isPositive();
        }

        assertThat(witness.asked).containsExactly(0, 0);
        assertThat(asked(provider)).as("of one that has ended").isZero();
    }

    /** How often the provider asks for a container, to say what is there now and what nothing is. */
    private static int asked(ThreadContextProvider provider) {
        CDI.setCDIProvider(new CountingCdiProvider());
        int before = CountingCdiProvider.ASKED.get();
        provider.currentContext(Map.of());
        provider.clearedContext(Map.of());
        return CountingCdiProvider.ASKED.get() - before;
    }

    private static SeContainer boot(Extension... extensions) {
        System.setProperty("holdfast.tenants", "acme,globex");
        System.setProperty("holdfast.tenancy.datasource", "orders");
        System.setProperty("holdfast.datasource.orders.primary.url", "jdbc:postgresql://127.0.0.1:1/none");
        return SeContainerInitializer.newInstance()
                .addBeanClasses(HoldfastContextProviderTest.class)
                .addExtensions(extensions)
                .initialize();
    }

    /** Sees a container start. */
    private static final class Witness implements Extension {

        private final ThreadContextProvider provider;
        private final List<Integer> asked = new ArrayList<>();

        Witness(ThreadContextProvider provider) {
            this.provider = provider;
        }

        void see(@Observes BeforeBeanDiscovery event) {
            asked.add(asked(provider));
        }

        void see(@Observes AfterBeanDiscovery event) {
            asked.add(asked(provider));
        }
    }

    /** A pooled thread of a server. */
    private static final class Worker implements AutoCloseable {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        <T> T in(ThreadContextSnapshot snapshot, Callable<T> task) throws Exception {
            return call(() -> {
                ThreadContextRestorer restorer = snapshot.begin();
                try {
                    return task.call();
                } finally {
                    restorer.endContext();
                }
            });
        }

        <T> T call(Callable<T> task) throws Exception {
            return thread.submit(task).get();
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
