package io.holdfast.jta.outbox.relay;

import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.NamedDataSource;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.store.BuiltInStoreFactory;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import io.holdfast.outbox.spi.OutboxListener;
import io.holdfast.outbox.spi.OutboxPublisher;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.spi.Databases.Database;
import io.holdfast.spi.Databases.Work;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Relays on one PostgreSQL database of tenants {@code a} and {@code b}, and what a transaction would have written there. */
final class RelayFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    final OutboxDatabase database;
    private final String name;
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final AtomicLong skew = new AtomicLong();
    private Duration lease = Duration.ofSeconds(20);
    private Duration idlePoll = Duration.ofMillis(200);
    private int threads = 4;
    private int maxInFlight = 1000;
    private int batchSize = 100;
    private PoisonPolicy onPoison = PoisonPolicy.BLOCK_KEY;
    private RetryPolicy retry = new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));
    private OutboxListener listener = new OutboxListener() {};

    private RelayFixture(String name) throws SQLException {
        this.name = name;
        this.database = new OutboxDatabase(
                new OneDatabase(name), OutboxSettings.Schema.MANAGED, List.of(new BuiltInStoreFactory()));
        database.ready();
    }

    static RelayFixture create() throws SQLException {
        String name = "relay_" + DATABASES.incrementAndGet();
        PostgresCluster.shared().createDatabase(name);
        return new RelayFixture(name);
    }

    RelayFixture lease(Duration time) {
        lease = time;
        return this;
    }

    RelayFixture idlePoll(Duration time) {
        idlePoll = time;
        return this;
    }

    RelayFixture threads(int count) {
        threads = count;
        return this;
    }

    RelayFixture onPoison(PoisonPolicy policy) {
        onPoison = policy;
        return this;
    }

    RelayFixture listener(OutboxListener hears) {
        listener = hears;
        return this;
    }

    RelayFixture maxInFlight(int most) {
        maxInFlight = most;
        return this;
    }

    RelayFixture batchSize(int most) {
        batchSize = most;
        return this;
    }

    RelayFixture attempts(int most) {
        retry = new RetryPolicy(most, retry.firstDelay(), retry.maxDelay(), retry.probeInterval());
        return this;
    }

    /** Lets the clocks of all relays jump ahead. */
    void jump(Duration ahead) {
        skew.addAndGet(ahead.toNanos());
    }

    OutboxRelay start(OutboxPublisher publisher) {
        OutboxChannel channel = new OutboxChannel("default", List.of(), publisher.name(), onPoison, retry, Map.of());
        OutboxRelay relay = new OutboxRelay(
                new RelayParts(
                        new OutboxSettings.Relay(
                                true,
                                true,
                                lease,
                                Duration.ofMillis(20),
                                idlePoll,
                                batchSize,
                                threads,
                                maxInFlight,
                                Duration.ofSeconds(5)),
                        new OutboxSettings.Retention(Duration.ofDays(1), Duration.ZERO),
                        new Publishers(List.of(publisher), new Channels(List.of(channel))),
                        new RelayEvents(List.of(listener)),
                        RelayFixture::daemon,
                        () -> System.nanoTime() + skew.get(),
                        bound -> ThreadLocalRandom.current().nextLong(bound)),
                List.of(database));
        relay.start();
        relays.add(relay);
        return relay;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    static NewEvent event(String tenant, String payload, String key) {
        return new NewEvent(
                UUID.randomUUID(),
                tenant,
                "orders",
                "default",
                "thing",
                key,
                null,
                "text/plain",
                payload.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Duration.ZERO,
                null);
    }

    static NewEvent[] events(String tenant, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(tenant, tenant + i, null))
                .toArray(NewEvent[]::new);
    }

    Connection connect() throws SQLException {
        return PostgresCluster.shared().primary().connect(name);
    }

    /** Writes events that nobody has in hand, each in a transaction of its own. */
    void write(NewEvent... events) throws SQLException {
        try (Connection connection = connect()) {
            for (NewEvent event : events) {
                database.ready().insert(connection, List.of(event), null);
            }
        }
    }

    /** Writes events in hand of a relay, commits, and gives it the hint. */
    void publish(OutboxRelay relay, NewEvent... events) throws SQLException {
        relay.offer(commit(relay, events));
    }

    /** Writes events in hand of a relay and commits. The hint that it is to be given. */
    Hint commit(OutboxRelay relay, NewEvent... events) throws SQLException {
        Lease own = relay.newLease(database, events[0].tenant());
        List<Hint.Row> rows = new ArrayList<>();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            List<Inserted> inserted = database.ready().insert(connection, List.of(events), own);
            connection.commit();
            for (int i = 0; i < events.length; i++) {
                rows.add(new Hint.Row(
                        inserted.get(i).row(), events[i], inserted.get(i).createdAt()));
            }
        }
        return new Hint(database, own, rows);
    }

    int count(String table) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM holdfast." + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    int query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    void awaitEmpty() {
        Await.until("the outbox is empty", PATIENCE, () -> count("outbox") == 0);
    }

    @Override
    public void close() {
        relays.forEach(OutboxRelay::stop);
    }

    private record OneDatabase(String name) implements Database {

        @Override
        public String dialect() {
            return "postgresql";
        }

        @Override
        public Object server() {
            return "server";
        }

        @Override
        public List<TenantDataSource> dataSources() {
            return List.of(new NamedDataSource("orders", "a"), new NamedDataSource("orders", "b"));
        }

        @Override
        public <T> T call(Work<T> work) throws SQLException {
            try (Connection connection = PostgresCluster.shared().primary().connect(name)) {
                return work.run(connection);
            }
        }
    }
}
