package io.holdfast.internal.datasource;

import io.holdfast.AccessIntent;
import io.holdfast.Route;
import io.holdfast.internal.ManualClock;
import io.holdfast.internal.TestConfigs;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.datasource.pool.Housekeeper;
import io.holdfast.internal.datasource.pool.NodePool;
import io.holdfast.internal.datasource.pool.SessionPlans;
import io.holdfast.internal.dialect.Dialects;
import io.holdfast.internal.observability.RouteEvents;
import io.holdfast.internal.tenancy.CurrentWork;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.jdbc.StubDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine over stub databases that speak PostgreSQL: a primary, and replicas r1, r2 … as asked for. */
public final class Stage implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    public final ManualClock clock = new ManualClock();
    public final StubDatabase primary;
    public final List<StubDatabase> replicas = new ArrayList<>();
    final CurrentWork work = new CurrentWork(() -> null);
    final FakeTransactions transactions = new FakeTransactions();
    final RouteEvents events = new RouteEvents();
    public final ConnectionEngine engine;
    public final PooledDataSource pools;
    public final TenantTarget acme;
    private final HoldfastConfig config;
    private final int users;

    private Stage(int users, int replicaCount, List<String> lines) {
        this.users = users;
        String name = "stage" + NAMES.incrementAndGet();
        List<String> all = new ArrayList<>(List.of("holdfast.pool.acquisition-timeout=5s"));
        primary = database(name + "-primary");
        all.add("holdfast.datasource.orders.dialect=postgresql");
        all.add("holdfast.datasource.orders.primary.url=" + primary.url());
        for (int i = 1; i <= replicaCount; i++) {
            replicas.add(database(name + "-r" + i));
            all.add("holdfast.datasource.orders.replica.r" + i + ".url="
                    + replicas.get(i - 1).url());
        }
        all.addAll(lines);
        config = TestConfigs.valid(all);
        engine = new ConnectionEngine(
                work,
                transactions,
                events,
                new ConnectionEngine.Settings(
                        config.routing().defaultIntent(),
                        config.routing().primaryWhenNoReplica(),
                        Duration.ofDays(1),
                        clock));
        pools = anotherDataSource();
        acme = tenant(pools, "acme");
    }

    /** One tenant has the data source for itself. */
    public static Stage exclusive(int replicas, String... lines) {
        return new Stage(1, replicas, List.of(lines));
    }

    /** Two tenants share the data source. */
    public static Stage shared(int replicas, String... lines) {
        return new Stage(2, replicas, List.of(lines));
    }

    private static StubDatabase database(String name) {
        StubDatabase database = StubDatabase.named(name);
        database.answer("pg_is_in_recovery", false);
        database.answer("max_connections", 10_000);
        return database;
    }

    /** Another data source over the same databases. */
    public PooledDataSource anotherDataSource() {
        return new PooledDataSource(
                config.dataSources().get("orders"),
                Dialects.byName("postgresql"),
                users,
                true,
                config.routing().probeInterval(),
                engine);
    }

    public TenantTarget tenant(PooledDataSource dataSource, String tenant) {
        return new TenantTarget(dataSource, TenantId.of(tenant), tenant, Map.of());
    }

    public TenantTarget tenant(String tenant) {
        return tenant(pools, tenant);
    }

    public StubDatabase replica(int number) {
        return replicas.get(number - 1);
    }

    public Connection lazy() {
        return engine.lazy(acme, false);
    }

    public Connection lazyRead() {
        return engine.lazy(acme, true);
    }

    public Connection write() throws SQLException {
        return engine.acquire(acme, AccessIntent.WRITE);
    }

    public Connection read() throws SQLException {
        return engine.acquire(acme, AccessIntent.READ);
    }

    public OpenScope unit() {
        return work.open(TenantId.of("acme"));
    }

    /** The route of one write or read that is closed again. */
    public Route routeOf(AccessIntent intent) throws SQLException {
        try (Connection connection = engine.acquire(acme, intent)) {
            return connection.unwrap(Route.class);
        }
    }

    /** The route of one read in a unit of its own. */
    public Route routeOfReadInANewUnit() throws SQLException {
        try (OpenScope scope = unit()) {
            scope.pin();
            return routeOf(AccessIntent.READ);
        }
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public Housekeeper housekeeper() {
        return engine.housekeeper();
    }

    /** How a writing session of acme is set up. */
    public SessionPlans plans() {
        return acme.plans(false);
    }

    public NodePool primaryPool() {
        return (NodePool) pools.source(pools.nodes().primary());
    }

    /** Closes everything; fails if a connection was lost or left open. */
    @Override
    public void close() {
        pools.close();
        engine.close();
        List<StubDatabase> all = new ArrayList<>(replicas);
        all.add(primary);
        for (StubDatabase database : all) {
            database.clearScripts();
            // The pool closes what it throws away on a thread of its own.
            Await.until(
                    "no connection of " + database.name() + " is open",
                    Duration.ofSeconds(10),
                    () -> database.openConnections() == 0);
            database.close();
        }
    }
}
