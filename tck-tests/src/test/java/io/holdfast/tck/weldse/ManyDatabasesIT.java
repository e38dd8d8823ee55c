package io.holdfast.tck.weldse;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.WorkScope;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxMessage;
import io.holdfast.tck.Deployments;
import io.holdfast.tck.Entries;
import io.holdfast.tck.Problem;
import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.tck.RequiresReplica;
import io.holdfast.tck.Trio;
import io.holdfast.tck.Work;
import io.holdfast.tck.outbox.Received;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred tenants in fifty databases of one server, of which two are active; and a primary that is none. */
@ExtendWith(ArquillianExtension.class)
@RequiresJta
@RequiresReplica
class ManyDatabasesIT {

    private static final int TENANTS = 200;
    private static final int DATABASES = 50;
    private static final String OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'holdfast'"
            + " AND datname LIKE 'many\\_%' AND datname NOT IN ('many_0', 'many_1')";

    @Inject
    Outbox outbox;

    @Inject
    OutboxAdmin admin;

    @Inject
    DataSourceRegistry registry;

    @Inject
    Holdfast holdfast;

    @Inject
    Received received;

    @Inject
    Work work;

    @Deployment
    static WebArchive archive() throws SQLException {
        Deployments archive = Deployments.empty().with("holdfast.outbox.idle-poll", "5s");
        for (int i = 0; i < DATABASES; i++) {
            PostgresCluster.shared().createDatabase("many_" + i);
            archive.node("d" + i, "primary", Trio.PRIMARY, "many_" + i);
        }
        List<String> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            tenants.add("t" + i);
            archive.with("holdfast.tenant.t" + i + ".datasource", "d" + i % DATABASES);
        }
        return archive.node("standby", "primary", "r1", Trio.DATABASE)
                .with("holdfast.tenants", String.join(",", tenants))
                .of(Received.class);
    }

    private static int othersConnections() {
        return Integer.parseInt(Trio.here().query(Trio.PRIMARY, Trio.DATABASE, OTHERS));
    }

    private void publish(String tenant, String name) throws Exception {
        WorkScope scope = holdfast.begin(tenant);
        try {
            work.required(() -> outbox.publish(OutboxMessage.of("test.many", name)));
        } finally {
            scope.close();
        }
    }

    @Test
    @Requirement(
            id = "OUTBOX-BUDGET",
            promise = "Delivery for many databases keeps four connections per server at most")
    void fewConnectionsServeManyDatabases() throws Exception {
        String orphan = Entries.newName();
        // Looked at by the relay before, so that its tables are there.
        Await.until(
                "the last database has its tables",
                Duration.ofSeconds(60),
                () -> admin.list(registry.forTenant("t49"), OutboxEntry.State.WAITING, 1)
                        .isEmpty());
        PostgresCluster.shared()
                .primary()
                .execute(
                        "many_49",
                        "INSERT INTO holdfast.outbox (message_id, tenant_id, channel, msg_type, content_type, payload,"
                                + " headers, due_at, created_at) VALUES (gen_random_uuid(), 't49', 'default',"
                                + " 'test.orphan', 'text/plain', convert_to('" + orphan
                                + "', 'UTF8'), '{}', clock_timestamp(), clock_timestamp())");
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = Entries.newName();
            publish("t" + i % 2, name);
            received.await(name, 1);
            seen.add(othersConnections());
        }
        seen.sort(null);
        received.await(orphan, 1);

        // The server still shows some that have just been closed.
        assertThat(seen.get(seen.size() / 2)).as("usually, of %s", seen).isLessThanOrEqualTo(4);
        assertThat(seen.get(seen.size() - 1)).as("at most, of %s", seen).isLessThanOrEqualTo(2 * 4);
    }

    @Test
    @Requirement(id = "OUTBOX-STANDBY", promise = "The outbox does not work on a standby")
    void refusesAStandby() {
        Problem.in(() -> admin.list(registry.named("standby"), OutboxEntry.State.WAITING, 1))
                .says("HOLDF00613", "standby");
    }
}
