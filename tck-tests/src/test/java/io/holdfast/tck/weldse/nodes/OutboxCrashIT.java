package io.holdfast.tck.weldse.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.tck.Requirement;
import io.holdfast.tck.RequiresJta;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes die at every step, and their database connections; the history must stay right. */
@RequiresJta
class OutboxCrashIT {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    private final History history = new History();
    private final Map<String, String> common = new HashMap<>();

    private Map<String, String> node(Map<String, String> more) throws SQLException {
        if (common.isEmpty()) {
            String database = "outbox_crash_" + DATABASES.incrementAndGet();
            PostgresCluster cluster = PostgresCluster.shared();
            cluster.createDatabase(database);
            cluster.primary().execute(database, "CREATE TABLE orders (id uuid)");
            String prefix = "holdfast.datasource.default.primary.";
            common.put(
                    prefix + "url",
                    "jdbc:postgresql://127.0.0.1:" + cluster.primary().port() + "/" + database);
            common.put(prefix + "username", "postgres");
            common.put("holdfast.outbox.lease", "2s");
            common.put("holdfast.outbox.busy-poll", "50ms");
            common.put("holdfast.outbox.idle-poll", "500ms");
            common.put("holdfast.outbox.channel.default.publisher", "sink");
            common.put("holdfast.outbox.channel.default.probe-interval", "200ms");
            common.put(CrashPoints.AT, "never");
        }
        Map<String, String> properties = new HashMap<>(common);
        properties.putAll(more);
        return properties;
    }

    private NodeProcess start(String name, Map<String, String> more) throws SQLException {
        return NodeProcess.start(name, node(more), history);
    }

    private void drain() throws SQLException {
        try (NodeProcess drain = start("drain", Map.of())) {
            assertThat(drain.awaitEnd()).as(drain::output).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert:before:4",
                "insert:after:4",
                "hint:before:4",
                "confirm:before:3",
                "confirm:after:3",
                "send:after:5",
                "delete:before:2",
                "delete:after:2"
            })
    @Requirement(id = "OUTBOX-CRASH", promise = "A node that dies at any step loses nothing and invents nothing")
    void survivesTheDeathOfANode(String step) throws SQLException {
        try (NodeProcess node = start("a", Map.of(CrashPoints.AT, step, Node.TRANSACTIONS, "30"))) {
            assertThat(node.awaitEnd()).as(node::output).isEqualTo(KILLED);
        }
        drain();

        assertThat(history.violations()).isEmpty();
    }

    @Test
    @Requirement(id = "OUTBOX-CRASH", promise = "A node that dies while it claims loses nothing and invents nothing")
    void survivesTheDeathOfANodeThatClaims() throws SQLException {
        Map<String, String> polling =
                Map.of(CrashPoints.AT, "claim:after:2", Node.TRANSACTIONS, "30", "holdfast.outbox.direct", "false");
        try (NodeProcess node = start("a", polling)) {
            assertThat(node.awaitEnd()).as(node::output).isEqualTo(KILLED);
        }
        drain();

        assertThat(history.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"insert:before:4", "insert:after:4", "confirm:before:3", "delete:before:2", "claim:before:2"})
    @Requirement(id = "OUTBOX-BACKEND", promise = "A backend that dies at any step loses nothing and invents nothing")
    void survivesTheDeathOfABackend(String step) throws SQLException {
        Map<String, String> properties = new HashMap<>(
                Map.of(CrashPoints.AT, step, CrashPoints.MODE, CrashPoints.BACKEND, Node.TRANSACTIONS, "30"));
        properties.put("holdfast.outbox.direct", Boolean.toString(!step.startsWith("claim")));
        try (NodeProcess node = start("a", properties)) {
            assertThat(node.awaitEnd()).as(node::output).isZero();
        }

        assertThat(history.violations()).isEmpty();
        assertThat(history.hasExcuse("a")).as("the backend was killed").isTrue();
    }

    @Test
    @Requirement(id = "OUTBOX-NODES", promise = "Several nodes on one database claim each event once")
    void deliversOnceFromSeveralNodes() throws SQLException {
        try (NodeProcess a = start("a", Map.of(Node.TRANSACTIONS, "60"));
                NodeProcess b = start("b", Map.of(Node.TRANSACTIONS, "60", "holdfast.outbox.direct", "false"));
                NodeProcess c = start("c", Map.of(Node.TRANSACTIONS, "60", "holdfast.outbox.relay", "false"))) {
            assertThat(a.awaitEnd()).as(a::output).isZero();
            assertThat(b.awaitEnd()).as(b::output).isZero();
            assertThat(c.awaitEnd()).as(c::output).isZero();
        }
        drain();

        assertThat(history.violations()).isEmpty();
        assertThat(history.delivered()).isEqualTo(history.committed());
    }

    /** A node that stands still while it sends: another one takes over, and its late word counts for nothing. */
    private void freeze(Map<String, String> sabotage) throws SQLException, IOException {
        Path go = folder.resolve("go");
        Map<String, String> frozen = new HashMap<>(sabotage);
        frozen.put(Node.TRANSACTIONS, "1");
        frozen.put(Sink.HOLD, go.toString());
        Path later = folder.resolve("later");
        Map<String, String> heir = new HashMap<>(sabotage);
        heir.put(Sink.HOLD, later.toString());
        try (NodeProcess a = start("a", frozen)) {
            a.awaitLine("SENDING");
            a.signal("STOP");
            try (NodeProcess b = start("b", heir)) {
                b.awaitLine("SENDING");
                Files.createFile(go);
                a.signal("CONT");
                // Its word was refused and it has noticed, or it was believed and nothing is left to do.
                a.awaitLine("LEASE_LOST", "ENDED");
                Files.createFile(later);
                assertThat(b.awaitEnd()).as(b::output).isZero();
                assertThat(a.awaitEnd()).as(a::output).isZero();
            }
        }
    }

    @Test
    @Requirement(id = "OUTBOX-FENCE", promise = "The late acknowledgement of a frozen node is refused, and it is told")
    void refusesTheLateWordOfAFrozenNode() throws Exception {
        freeze(Map.of());

        assertThat(history.violations()).isEmpty();
        assertThat(history.delivered()).isEqualTo(2);
        assertThat(history.hasExcuse("a")).isTrue();
    }

    @Test
    void checkerFindsAMissingFence() throws Exception {
        freeze(Map.of(CrashingStoreFactory.SABOTAGE, "no-fence"));

        assertThat(history.violations()).singleElement().asString().startsWith("delivered 2 times");
    }

    @Test
    void checkerFindsAMissingConfirmation() throws SQLException {
        Map<String, String> trusting = Map.of(Node.TRANSACTIONS, "10", CrashingStoreFactory.SABOTAGE, "no-confirm");
        try (NodeProcess node = start("a", trusting)) {
            assertThat(node.awaitEnd()).as(node::output).isZero();
        }

        assertThat(history.violations()).singleElement().asString().startsWith("delivered though rolled back");
    }
}
