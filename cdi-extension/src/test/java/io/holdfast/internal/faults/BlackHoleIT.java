package io.holdfast.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.WorkScope;
import io.holdfast.error.DataErrorKind;
import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.net.TcpProxy;
import io.holdfast.testsupport.net.TcpProxy.Mode;
import io.holdfast.testsupport.net.UnansweredPort;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A standby that swallows what it is sent costs one slow read now and then, and no failed one. */
class BlackHoleIT {

    private static final PostgresCluster CLUSTER = PostgresCluster.shared();
    private static final Duration PROBE = Duration.ofMillis(1500);
    private static final Duration SLOW = Duration.ofMillis(500);
    // Session set-up and connecting are bounded by one second each, and nothing is tried twice.
    private static final Duration SLOWEST = Duration.ofMillis(2500);
    private static final String PORT = "SELECT inet_server_port()";

    @Test
    void blackHoledStandbyWithIdleConnectionsCostsOneSlowReadPerProbeInterval() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(CLUSTER.standby("r1").port());
                HoldfastRuntime runtime = runtime(through(proxy.port())).start()) {
            holdMany(runtime, 8);

            proxy.mode(Mode.BLACK_HOLE);

            expectFewSlowReads(runtime);
            proxy.mode(Mode.PASS);
            expectReadsOn(runtime, CLUSTER.standby("r1").port());
        }
    }

    @Test
    void standbyThatAcceptsAndIsSilentCostsOneSlowReadPerProbeInterval() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(CLUSTER.standby("r1").port());
                HoldfastRuntime runtime = runtime(through(proxy.port())).start()) {
            proxy.mode(Mode.BLACK_HOLE);

            expectFewSlowReads(runtime);
            proxy.mode(Mode.PASS);
            expectReadsOn(runtime, CLUSTER.standby("r1").port());
        }
    }

    @Test
    void standbyThatDoesNotEvenAcceptCostsOneSlowReadPerProbeInterval() throws Exception {
        try (UnansweredPort port = UnansweredPort.open();
                HoldfastRuntime runtime = runtime(through(port.port())).start()) {
            expectFewSlowReads(runtime);
        }
    }

    @Test
    void manyReadersAreEachSlowedDownOnceAtMostWhenAStandbyVanishes() throws Exception {
        int readers = 8;
        try (TcpProxy proxy = TcpProxy.to(CLUSTER.standby("r1").port());
                HoldfastRuntime runtime = runtime(through(proxy.port()))
                        .set("routing.probe-interval", "10m")
                        .start()) {
            holdMany(runtime, readers);
            proxy.mode(Mode.BLACK_HOLE);
            ConcurrentLinkedQueue<Duration> slow = new ConcurrentLinkedQueue<>();
            CountDownLatch go = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(readers);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                running.add(threads.submit(() -> {
                    go.await();
                    for (int read = 0; read < 50; read++) {
                        Duration took = Calls.timed(() -> read(runtime));
                        if (took.compareTo(SLOW) > 0) {
                            slow.add(took);
                        }
                    }
                    return null;
                }));
            }

            go.countDown();

            for (Future<?> reader : running) {
                reader.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(slow).hasSizeLessThanOrEqualTo(readers).allMatch(took -> took.compareTo(SLOWEST) < 0);
        }
    }

    @Test
    void readInFlightEndsWithTheSocketTimeoutAndTheNextGoesElsewhere() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(CLUSTER.standby("r1").port());
                HoldfastRuntime runtime = runtime(through(proxy.port()))
                        .set("routing.probe-interval", "10m")
                        .start()) {
            try (Connection connection =
                    onStandby(runtime, CLUSTER.standby("r1").port())) {
                proxy.mode(Mode.BLACK_HOLE);

                Calls.Failed failed = Calls.failure(() -> Calls.first(connection, "SELECT 1"));

                assertThat(failed.details().kind()).isEqualTo(DataErrorKind.CONNECTION_LOST);
                assertThat(failed.after()).isBetween(Duration.ofMillis(800), SLOWEST);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(Calls.timed(() -> read(runtime))).isLessThan(SLOW);
            }
        }
    }

    @Test
    void closingAConnectionInABlackHoleIsBoundedAndDoesNotFail() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(CLUSTER.primary().port());
                HoldfastRuntime runtime = TestRuntimes.configure()
                        .set("datasource.default.primary.url", through(proxy.port()))
                        .set("datasource.default.username", "postgres")
                        .set("datasource.default.session-timeout", "1s")
                        .set("pool.max-size", 1)
                        .start()) {
            Connection connection = runtime.registry().current().acquire(AccessIntent.WRITE);
            connection.setAutoCommit(false);
            Calls.first(connection, "SELECT 1");
            proxy.mode(Mode.BLACK_HOLE);

            assertThat(Calls.timed(connection::close)).isLessThan(SLOWEST);

            proxy.mode(Mode.PASS);
            assertThat(Calls.ask(() -> runtime.registry().current().acquire(AccessIntent.WRITE), "SELECT 1"))
                    .isEqualTo("1");
        }
    }

    private static void expectFewSlowReads(HoldfastRuntime runtime) throws Exception {
        List<Duration> slow = new ArrayList<>();
        long start = System.nanoTime();
        int reads = 0;
        while (System.nanoTime() - start < PROBE.multipliedBy(3).toNanos() || reads < 100) {
            Duration took = Calls.timed(() -> read(runtime));
            reads++;
            if (took.compareTo(SLOW) > 0) {
                slow.add(took);
            }
        }
        long intervals = (System.nanoTime() - start) / PROBE.toNanos() + 1;
        assertThat(slow)
                .as("slow of %s reads in %s probe intervals", reads, intervals)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo((int) intervals)
                .allMatch(took -> took.compareTo(SLOWEST) < 0);
    }

    private static void expectReadsOn(HoldfastRuntime runtime, int port) {
        Await.until(
                "reads reach the standby again",
                Duration.ofSeconds(20),
                () -> read(runtime).equals(String.valueOf(port)));
    }

    private static String read(HoldfastRuntime runtime) throws SQLException {
        try (WorkScope work = runtime.begin()) {
            assertThat(work.pin().isPinned()).isFalse();
            return Calls.ask(runtime.dataSource(true)::getConnection, PORT);
        }
    }

    private static Connection onStandby(HoldfastRuntime runtime, int port) throws SQLException {
        for (int i = 0; i < 4; i++) {
            Connection connection = readConnection(runtime);
            if (Calls.first(connection, PORT).equals(String.valueOf(port))) {
                return connection;
            }
            connection.close();
        }
        throw new AssertionError("The standby was not reached");
    }

    private static Connection readConnection(HoldfastRuntime runtime) {
        return runtime.registry().acquire(runtime.registry().current(), AccessIntent.READ, ReadAfterWritePin.create());
    }

    /** Leaves that many idle connections in each pool. */
    private static void holdMany(HoldfastRuntime runtime, int each) throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < 2 * each; i++) {
            held.add(readConnection(runtime));
        }
        for (Connection connection : held) {
            connection.close();
        }
    }

    private static String through(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static TestRuntimes runtime(String standbyUrl) {
        return TestRuntimes.configure()
                .primary("default", CLUSTER, "postgres")
                .replica("default", "r1", standbyUrl)
                .replica("default", "r2", CLUSTER.standby("r2").jdbcUrl("postgres"))
                .set("datasource.default.session-timeout", "1s")
                .set("pool.acquisition-timeout", "5s")
                .set("pool.connect-timeout", "1s")
                .set("pool.socket-timeout", "1s")
                .set("pool.validate-after", "0")
                .set("routing.probe-interval", PROBE);
    }
}
