package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.WorkScope;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Fifty tenants share one pool per node, two hundred threads do random things for random tenants and leave all kinds of state
 * behind. Each row carries its tenant: none may ever be seen or written by another.
 */
class TenantFuzzIT {

    private static final String DATABASE = "tenant_fuzz";
    private static final int TENANTS = 50;
    private static final int THREADS = 200;
    private static final int OPERATIONS =
            Duration.parse(System.getProperty("soak.duration", "PT0S")).isZero() ? 8_000 : 40_000;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong rowsSeen = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();

    @Test
    void noTenantSeesOrWritesARowOfAnother() throws Exception {
        PostgresCluster cluster = PostgresCluster.shared();
        prepare(cluster);
        TestRuntimes runtimes = TestRuntimes.configure()
                .nodes("shared", cluster, DATABASE)
                .set("datasource.shared.max-size", 8)
                .set("datasource.shared.acquisition-timeout", "60s")
                .set("datasource.shared.session-variable.app.tenant", "{tenant}");
        for (int i = 0; i < TENANTS; i++) {
            runtimes.tenant("t" + i, "shared");
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (HoldfastRuntime runtime = runtimes.start()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                running.add(threads.submit(() -> {
                    while (done.getAndIncrement() < OPERATIONS) {
                        operation(runtime, random);
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get(180, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        System.out.println("Tenant fuzz: operations=" + OPERATIONS + ", rows seen=" + rowsSeen
                + ", rows of other tenants=" + strangers);
        assertThat(strangers).hasValue(0);
        assertThat(rowsSeen).hasValueGreaterThan(OPERATIONS);
        assertThat(cluster.primary().query(DATABASE, misplaced())).isEqualTo("0");
    }

    private void operation(HoldfastRuntime runtime, Random random) throws SQLException {
        String tenant = "t" + random.nextInt(TENANTS);
        try (WorkScope work = runtime.begin(tenant);
                Connection connection = runtime.dataSource(random.nextBoolean()).getConnection()) {
            assertThat(work.tenant()).isPresent();
            if (random.nextBoolean()) {
                connection.setAutoCommit(false);
            }
            switch (random.nextInt(5)) {
                case 0 -> write(connection, tenant);
                case 1 -> litter(connection, random);
                default -> read(connection, tenant);
            }
            if (!connection.getAutoCommit() && random.nextInt(3) > 0) {
                commit(connection);
            }
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            // After the division by zero a commit must not report success.
            assertThat(e.getMessage()).startsWith("HOLDF00504");
        }
    }

    private void read(Connection connection, String tenant) throws SQLException {
        String sql = "SELECT tenant, current_setting('app.tenant') FROM item";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rowsSeen.incrementAndGet();
                if (!rows.getString(1).equals(tenant) || !rows.getString(2).equals(tenant)) {
                    strangers.incrementAndGet();
                }
            }
        }
    }

    private void write(Connection connection, String tenant) throws SQLException {
        if (connection.isReadOnly()) {
            assertThat(Calls.failure(() -> Calls.first(connection, "DELETE FROM item RETURNING 1"))
                            .details()
                            .sqlState())
                    .isEqualTo("25006");
            return;
        }
        String sql = "UPDATE item SET changes = changes + 1, tenant = ? RETURNING (SELECT current_schema())";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getString(1).equals(tenant)) {
                        strangers.incrementAndGet();
                    }
                }
            }
        }
    }

    private static void litter(Connection connection, Random random) throws SQLException {
        String other = "t" + random.nextInt(TENANTS);
        String sql = switch (random.nextInt(6)) {
            case 0 -> "SET search_path TO " + other;
            case 1 -> "SELECT set_config('app.tenant', '" + other + "', false)";
            case 2 -> "BEGIN; SET LOCAL search_path TO " + other;
            case 3 -> "SET search_path TO " + other + "; SELECT 1 / 0";
            case 4 -> "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE";
            default -> "PREPARE mine" + random.nextInt(1_000_000) + " AS SELECT * FROM " + other + ".item";
        };
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            // The division by zero, and what a failed transaction says to everything.
            assertThat(e.getSQLState()).isIn("22012", "25P02");
        }
    }

    private static void prepare(PostgresCluster cluster) throws SQLException {
        cluster.createDatabase(DATABASE);
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < TENANTS; i++) {
            sql.append(
                    "CREATE SCHEMA t%1$d; CREATE TABLE t%1$d.item(tenant text, changes int DEFAULT 0);".formatted(i));
            sql.append("INSERT INTO t%1$d.item SELECT 't%1$d' FROM generate_series(1, 5);".formatted(i));
        }
        cluster.primary().execute(DATABASE, sql.toString());
        cluster.awaitCaughtUp();
    }

    /** Counts the rows that lie in another tenant's schema than they say. */
    private static String misplaced() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            parts.add("(SELECT count(*) FROM t%1$d.item WHERE tenant <> 't%1$d')".formatted(i));
        }
        return "SELECT " + String.join(" + ", parts);
    }
}
