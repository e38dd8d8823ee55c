package io.holdfast.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.TestRuntimes;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.testsupport.postgres.PostgresCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * Eight sessions append to lists and read them while standbys are paused, stopped, killed and restarted. A checker looks for a
 * read that is older than what its unit of work had written or read before.
 */
class HistoryIT {

    private static final int SESSIONS = 8;
    private static final int OPERATIONS = 20_000;
    private static final int FAULTS = 12;

    // A slow machine makes fewer faults in the same time.
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration ENOUGH_FOR_FAULTS = Duration.ofSeconds(10);
    private static final Duration SOAK = Duration.parse(System.getProperty("soak.duration", "PT0S"));

    @Test
    void findsNoStaleReadInsideAUnitOfWorkAndManyWithoutThePin() throws Exception {
        try (PostgresCluster cluster = PostgresCluster.builder()
                .standby("r1", Duration.ofMillis(20))
                .standby("r2", Duration.ofMillis(60))
                .start()) {
            cluster.primary().execute("create table lists(key int primary key, items bigint[])");
            cluster.awaitCaughtUp();

            long end = System.nanoTime() + Math.max(SOAK.toNanos(), ENOUGH_FOR_FAULTS.toNanos());
            History pinned = new History();
            int faults = run(
                    cluster,
                    pinned,
                    true,
                    made -> pinned.operations() < OPERATIONS
                            || System.nanoTime() - end < 0
                            || made < FAULTS && System.nanoTime() - end < PATIENCE.toNanos());
            System.out.println("History with the pin: " + pinned + ", faults=" + faults);
            History unpinned = new History();
            run(cluster, unpinned, false, made -> unpinned.operations() < OPERATIONS && unpinned.violations() < 100);
            System.out.println("History without the pin: " + unpinned);

            assertThat(pinned.violations())
                    .as("violations with the pin: %s", pinned)
                    .isZero();
            assertThat(pinned.writes.get() + pinned.reads()).isGreaterThanOrEqualTo(OPERATIONS * 9 / 10);
            assertThat(pinned.standbyReads.get() * 100 / pinned.reads())
                    .as("%% of reads on standbys: %s", pinned)
                    .isGreaterThanOrEqualTo(30);
            assertThat(faults).isGreaterThanOrEqualTo(FAULTS);
            assertThat(unpinned.readYourWrites.get())
                    .as("the checker finds stale reads: %s", unpinned)
                    .isPositive();
        }
    }

    private static int run(PostgresCluster cluster, History history, boolean pinned, IntPredicate goOn)
            throws Exception {
        ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS);
        try (HoldfastRuntime runtime = runtime(cluster);
                Chaos chaos = new Chaos(cluster)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                running.add(
                        sessions.submit(new ListSession(runtime, history, pinned, i, () -> goOn.test(chaos.faults()))));
            }
            for (Future<?> session : running) {
                session.get(SOAK.toSeconds() + 300, TimeUnit.SECONDS);
            }
            return chaos.faults();
        } finally {
            sessions.shutdownNow();
        }
    }

    private static HoldfastRuntime runtime(PostgresCluster cluster) {
        return TestRuntimes.configure()
                .nodes("default", cluster, "postgres")
                .set("pool.socket-timeout", "2s")
                .set("routing.probe-interval", "200ms")
                .start();
    }
}
