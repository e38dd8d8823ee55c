package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Work;
import io.holdfast.tck.outbox.Received;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that are published while the transaction completes, as listeners of a persistence provider do that flushes then. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class LatePublishIT {

    @Inject
    DataSource dataSource;

    @Inject
    Outbox outbox;

    @Inject
    Received received;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.single().with("holdfast.outbox.idle-poll", "1h").of(Received.class);
    }

    private void publish(String name) {
        outbox.publish(OutboxMessage.of("test.late", name));
    }

    private void beforeCompletion(Runnable action) {
        TransactionSynchronizationRegistry registry =
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                action.run();
            }

            @Override
            public void afterCompletion(int status) {
                // Only the other moment matters here.
            }
        });
    }

    @Test
    @Requirement(id = "OUTBOX-LATE", promise = "Events published before completion by other callbacks leave as well")
    void takesEventsOfOtherCallbacks() throws Exception {
        String first = Entries.newName();
        String early = Entries.newName();
        String late = Entries.newName();

        work.required(() -> {
            beforeCompletion(() -> publish(early));
            publish(first);
            beforeCompletion(() -> publish(late));
            return null;
        });
        received.await(first, 1);
        received.await(early, 1);
        received.await(late, 1);

        assertThat(received.of(late)).hasSize(1);
    }

    @Test
    @Requirement(
            id = "OUTBOX-LATE",
            promise = "A callback may be the first to publish, and the first to need the database")
    void takesEventsOfACallbackAlone() throws Exception {
        String only = Entries.newName();

        work.required(() -> {
            beforeCompletion(() -> publish(only));
            return null;
        });
        received.await(only, 1);

        assertThat(received.of(only)).hasSize(1);
    }

    @Test
    @Requirement(
            id = "OUTBOX-LATE",
            promise = "A callback may be the first to publish after the connection has had its turn")
    void takesTheFirstEventOfACallbackThatComesLast() throws Exception {
        String only = Entries.newName();

        work.required(() -> {
            try (Connection connection = dataSource.getConnection()) {
                Entries.insert(connection, only);
            }
            beforeCompletion(() -> publish(only));
            return null;
        });
        received.await(only, 1);

        assertThat(received.of(only)).hasSize(1);
    }
}
