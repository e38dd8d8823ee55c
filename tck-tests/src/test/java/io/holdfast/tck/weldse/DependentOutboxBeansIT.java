package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.RequiresJta;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Publishers and listeners without a scope of their own end with the outbox that uses them. */
@RequiresJta
class DependentOutboxBeansIT {

    static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @Test
    void areDestroyedBehindTheLastCall() throws Exception {
        SEEN.clear();
        RunningArchive running = WeldSeContainer.boot(
                Deployments.single().with("holdfast.outbox.enabled", "true").of(OwnPublisher.class, OwnListener.class));
        assertThat(SEEN).isEmpty();

        running.close();

        assertThat(SEEN).containsExactly("publisher closed", "publisher destroyed", "listener destroyed");
    }

    @Test
    void areDestroyedIfTheDeploymentFailsBeforeAChannelIsOpen() {
        SEEN.clear();

        assertThatThrownBy(() -> WeldSeContainer.boot(withChannel("good").of(OwnPublisher.class, BrokenListener.class)))
                .hasStackTraceContaining("This listener is broken");

        assertThat(SEEN).containsExactly("publisher destroyed");
    }

    @Test
    void areClosedAndDestroyedIfAChannelCannotBeOpened() {
        SEEN.clear();

        assertThatThrownBy(() -> WeldSeContainer.boot(withChannel("good")
                        .with("holdfast.outbox.channel.bad.publisher", "own")
                        .of(OwnPublisher.class)))
                .hasStackTraceContaining("This channel is bad");

        assertThat(SEEN).containsExactlyInAnyOrder("opened bad", "publisher closed", "publisher destroyed");
    }

    private static Deployments withChannel(String name) {
        return Deployments.single()
                .with("holdfast.outbox.enabled", "true")
                .with("holdfast.outbox.channel." + name + ".publisher", "own");
    }

    @Dependent
    static class OwnPublisher implements OutboxPublisher {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public void open(OutboxChannel channel) {
            SEEN.add("opened " + channel.name());
            if (channel.name().equals("bad")) {
                throw new IllegalArgumentException("This channel is bad");
            }
        }

        @Override
        public void publish(OutboxEvent event) {
            SEEN.add("published");
        }

        @Override
        public void close() {
            SEEN.add("publisher closed");
        }

        @PreDestroy
        void destroy() {
            SEEN.add("publisher destroyed");
        }
    }

    @Dependent
    static class OwnListener implements OutboxListener {

        @PreDestroy
        void destroy() {
            SEEN.add("listener destroyed");
        }
    }

    @Dependent
    static class BrokenListener implements OutboxListener {

        BrokenListener() {
            throw new IllegalStateException("This listener is broken");
        }
    }
}
