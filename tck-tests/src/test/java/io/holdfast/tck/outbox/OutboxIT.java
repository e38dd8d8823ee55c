package io.holdfast.tck.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.outbox.Inbox;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.OutboxMessage;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import io.holdfast.testsupport.Await;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events leave with the transaction. The poll comes once an hour, so that what arrives in time was delivered directly. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
class OutboxIT {

    private static final String TYPE = "test.thing/1";

    @Inject
    Outbox outbox;

    @Inject
    OutboxAdmin admin;

    @Inject
    DataSourceRegistry registry;

    @Inject
    Holdfast holdfast;

    @Inject
    Inbox inbox;

    @Inject
    OnceOnly onceOnly;

    @Inject
    Received received;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() {
        return Deployments.tenants()
                .with("holdfast.outbox.idle-poll", "1h")
                .with("holdfast.outbox.busy-poll", "50ms")
                .with("holdfast.outbox.channel.default.max-attempts", "3")
                .with("holdfast.outbox.channel.default.retry-delay", "10ms")
                .of(Received.class, OnceOnly.class);
    }

    private void in(String tenant, Work.Body<?> body) throws Exception {
        try (WorkScope scope = holdfast.begin(tenant)) {
            assertThat(scope.pin()).isNotNull();
            body.run();
        }
    }

    private int waiting(String tenant, UUID id) {
        return admin.find(registry.forTenant(tenant), id).isPresent() ? 1 : 0;
    }

    @Test
    @Requirement(id = "OUTBOX-COMMIT", promise = "An event of a committed transaction is delivered, with its tenant")
    void deliversAfterCommit() throws Exception {
        String name = Entries.newName();
        List<UUID> ids = new ArrayList<>();

        in(
                "acme",
                () -> work.required(() -> {
                    try (Connection connection = registry.acquire(AccessIntent.WRITE)) {
                        Entries.insert(connection, name);
                    }
                    ids.add(outbox.publish(OutboxMessage.builder(TYPE)
                            .payload(name)
                            .header("traceparent", "00-1-2-01")
                            .build()));
                    assertThat(received.of(name)).as("before the commit").isEmpty();
                    return null;
                }));
        received.await(name, 1);

        OutboxEvent event = received.of(name).get(0);
        assertThat(event.id()).isEqualTo(ids.get(0));
        assertThat(event.headers()).containsEntry("traceparent", "00-1-2-01");
        assertThat(event.attempt()).isOne();
        assertThat(received.tenantAt(name)).hasValue("acme");
        Await.until("the row is gone", Duration.ofSeconds(10), () -> waiting("acme", ids.get(0)) == 0);
    }

    @Test
    @Requirement(id = "OUTBOX-ROLLBACK", promise = "An event of a transaction that rolled back never existed")
    void deliversNothingAfterRollback() throws Exception {
        String lost = Entries.newName();
        String kept = Entries.newName();

        in("acme", () -> {
            Problem.in(() -> work.required(() -> {
                outbox.publish(OutboxMessage.of(TYPE, lost));
                throw new IllegalStateException("rolls back");
            }));
            return work.required(() -> outbox.publish(OutboxMessage.of(TYPE, kept)));
        });
        received.await(kept, 1);

        assertThat(received.of(lost)).isEmpty();
        assertThat(admin.list(registry.forTenant("acme"), OutboxEntry.State.WAITING, 100))
                .noneMatch(entry -> entry.event().type().equals("never"));
    }

    @Test
    @Requirement(
            id = "OUTBOX-SILENT-ROLLBACK",
            promise = "A statement error that was swallowed ends in an exception, and nothing is delivered")
    void deliversNothingAfterASilentRollback() throws Exception {
        String lost = Entries.newName();

        in("acme", () -> {
            Problem.in(() -> work.required(() -> {
                outbox.publish(OutboxMessage.of(TYPE, lost));
                try (Connection connection = registry.acquire(AccessIntent.WRITE)) {
                    connection.createStatement().execute("SELECT 1/0");
                } catch (java.sql.SQLException e) {
                    return null;
                }
                return null;
            }));
            return null;
        });
        String after = Entries.newName();
        in("acme", () -> work.required(() -> outbox.publish(OutboxMessage.of(TYPE, after))));
        received.await(after, 1);

        assertThat(received.of(lost)).isEmpty();
    }

    @Test
    @Requirement(id = "OUTBOX-REFUSED", promise = "Publishing where the event could not leave with its data is refused")
    void refusesWhatCouldNotLeaveWithTheTransaction() throws Exception {
        OutboxMessage message = OutboxMessage.of(TYPE, "refused");
        TenantDataSource initech = registry.forTenant("initech");

        in("acme", () -> {
            Problem.in(() -> outbox.publish(message)).is(DataErrorKind.USAGE).says("HOLDF00600", "without-transaction");
            Problem.in(() -> work.readTransaction(() -> outbox.publish(message)))
                    .says("HOLDF00602");
            Problem.in(() -> work.required(() -> {
                        outbox.publish(message);
                        return outbox.publish(initech, message);
                    }))
                    .says("HOLDF00603", "'initech'", "REQUIRES_NEW");
            Problem.in(() -> work.required(() -> {
                        try (Connection connection = registry.acquire(AccessIntent.WRITE)) {
                            Entries.insert(connection, Entries.newName());
                        }
                        return outbox.publish(initech, message);
                    }))
                    .says("HOLDF00602", "'initech'");
            Problem.in(() -> work.required(() -> outbox.publish(
                            OutboxMessage.builder(TYPE).channel("nowhere").build())))
                    .says("HOLDF00606", "nowhere");
            return null;
        });
        Problem.in(() -> work.required(() -> outbox.publish(message))).is(DataErrorKind.TENANT);

        assertThat(received.of("refused")).isEmpty();
    }

    @Test
    @Requirement(id = "OUTBOX-ONCE", promise = "What a handler does in its database happens once, whatever is repeated")
    void handlerWorksOnceInItsDatabase() throws Exception {
        String name = Entries.newName();

        in("acme", () -> work.required(() -> outbox.publish(OutboxMessage.of("stored.once", name))));
        received.await(name, 2);
        Await.until("stored", Duration.ofSeconds(10), () -> Trio.here().stored("acme", name) == 1);

        assertThat(received.of(name)).extracting(OutboxEvent::attempt).containsExactly(1, 2);
        assertThat(received.of(name).get(0).id())
                .isEqualTo(received.of(name).get(1).id());
    }

    @Test
    @Requirement(id = "OUTBOX-ORDER", promise = "Events of one key come in their order, failures in between included")
    void keepsTheOrderOfAKey() throws Exception {
        String key = Entries.newName();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            names.add(key + "-" + i);
        }
        received.fail(names.get(3), 2);

        in("globex", () -> {
            for (String name : names) {
                work.required(() -> outbox.publish(
                        OutboxMessage.builder(TYPE).payload(name).key(key).build()));
            }
            return null;
        });
        received.await(names.get(19), 1);

        assertThat(received.ofKey(key).stream().distinct().toList()).isEqualTo(names);
        assertThat(received.ofKey(key)).hasSize(22);
    }

    @Test
    @Requirement(id = "OUTBOX-PARKED", promise = "A poison event is parked with its error and holds up its key only")
    void parksAPoisonEvent() throws Exception {
        String key = Entries.newName();
        String poison = key + "-poison";
        String behind = key + "-behind";
        String other = key + "-other";
        TenantDataSource globex = registry.forTenant("globex");
        List<UUID> ids = new ArrayList<>();
        received.fail(poison, 3);

        in("globex", () -> {
            work.required(() -> ids.add(outbox.publish(
                    OutboxMessage.builder(TYPE).payload(poison).key(key).build())));
            work.required(() -> ids.add(outbox.publish(
                    OutboxMessage.builder(TYPE).payload(behind).key(key).build())));
            return work.required(() -> outbox.publish(
                    OutboxMessage.builder(TYPE).payload(other).key(other).build()));
        });
        received.await(poison, 3);
        received.await(other, 1);
        Await.until(
                "parked",
                Duration.ofSeconds(10),
                () -> admin.find(globex, ids.get(0))
                        .filter(entry -> entry.state() == OutboxEntry.State.PARKED)
                        .isPresent());

        OutboxEntry parked = admin.find(globex, ids.get(0)).orElseThrow();
        assertThat(parked.lastError().orElseThrow()).contains("as asked for");
        assertThat(received.of(behind)).isEmpty();
        assertThat(admin.replay(globex, ids.get(0))).isTrue();
        received.await(behind, 1);
        assertThat(received.ofKey(key)).endsWith(poison, behind);
    }

    @Test
    @Requirement(id = "OUTBOX-PARKED", promise = "An event that nobody wants is parked at once and can be discarded")
    void parksWhatNobodyWants() throws Exception {
        TenantDataSource initech = registry.forTenant("initech");
        List<UUID> ids = new ArrayList<>();

        in("initech", () -> work.required(() -> ids.add(outbox.publish(OutboxMessage.of("unwanted", "x")))));
        Await.until(
                "parked",
                Duration.ofSeconds(20),
                () -> admin.list(initech, OutboxEntry.State.PARKED, 10).stream()
                        .anyMatch(entry -> entry.event().id().equals(ids.get(0))));

        assertThat(admin.find(initech, ids.get(0)).orElseThrow().lastError().orElseThrow())
                .contains("HOLDF00645");
        assertThat(admin.discard(initech, ids.get(0))).isTrue();
        assertThat(admin.find(initech, ids.get(0))).isEmpty();
    }

    @Test
    @Requirement(id = "OUTBOX-DELAY", promise = "A delayed event comes when its time has come, an equal one once")
    void delaysAndRecognisesRepetitions() throws Exception {
        String name = Entries.newName();
        OutboxMessage message = OutboxMessage.builder(TYPE)
                .payload(name)
                .delay(Duration.ofMillis(700))
                .deduplicationKey(name)
                .build();
        long begun = System.nanoTime();

        in("acme", () -> {
            work.required(() -> outbox.publish(message));
            return work.required(() -> outbox.publish(message));
        });
        received.await(name, 1);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(650));
        assertThat(received.of(name)).hasSize(1);
    }

    @Test
    @Requirement(
            id = "OUTBOX-INPUT",
            promise = "Payloads that are too long and ids that are taken are refused, nothing is lost")
    void refusesWhatIsTooLongOrTaken() throws Exception {
        TenantDataSource acme = registry.forTenant("acme");
        UUID id = UUID.randomUUID();
        OutboxMessage later = OutboxMessage.builder(TYPE)
                .id(id)
                .payload("later")
                .delay(Duration.ofHours(1))
                .build();

        in("acme", () -> {
            Problem.in(() -> work.required(() -> outbox.publish(OutboxMessage.of(TYPE, new byte[1_048_577]))))
                    .says("HOLDF00607", "1048577", "max-payload");
            work.required(() -> outbox.publish(later));
            Problem.in(() -> work.required(() -> {
                Problem.in(() -> outbox.publish(OutboxMessage.of("no spaces", "x")))
                        .says("type");
                return outbox.publish(later);
            }));
            return null;
        });

        assertThat(admin.find(acme, id).orElseThrow().state()).isEqualTo(OutboxEntry.State.WAITING);
        assertThat(admin.park(acme, id, "not wanted after all")).isTrue();
        assertThat(admin.find(acme, id).orElseThrow().reason()).hasValue("not wanted after all");
        assertThat(admin.discard(acme, id)).isTrue();
    }

    @Test
    @Requirement(
            id = "OUTBOX-INBOX",
            promise = "A message is processed once by each consumer, a failed attempt does not count")
    void processesAMessageOnce() throws Exception {
        String message = UUID.randomUUID().toString();

        in("acme", () -> {
            Problem.in(() -> inbox.register("a", message))
                    .is(DataErrorKind.USAGE)
                    .says("HOLDF00611");
            Problem.in(() -> onceOnly.consume(message, true));
            assertThat(onceOnly.consume(message, false)).isTrue();
            assertThat(onceOnly.consume(message, true)).as("not called").isFalse();
            assertThat(work.required(() -> inbox.register("other", message))).isTrue();
            assertThat(work.required(() -> inbox.register("once-only", message)))
                    .isFalse();
            Problem.in(() -> onceOnly.forgetful("x")).says("HOLDF00615", "forgetful");
            return null;
        });
        in("globex", () -> {
            assertThat(onceOnly.consume(message, false)).as("another tenant").isTrue();
            return null;
        });

        assertThat(onceOnly.calls()).isEqualTo(3);
    }
}
