package io.holdfast.jta.outbox.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeliveryPoolTest {
    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch end = new CountDownLatch(1);
    private DeliveryPool pool = pool(2);

    private DeliveryPool pool(int threads) {
        return pool(threads, true, clock::get);
    }

    private DeliveryPool pool(int threads, boolean shared, LongSupplier nanoTime) {
        return new DeliveryPool(
                threads,
                shared,
                task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    return thread;
                },
                nanoTime,
                defect -> {});
    }

    @AfterEach
    void stop() {
        end.countDown();
        pool.stop();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private Turn hanging(CountDownLatch begun) {
        return () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void usesAllThreadsForABurst() throws Exception {
        pool = pool(4);
        CountDownLatch warm = new CountDownLatch(1);
        pool.submit("a", warm::countDown);
        await(warm);
        CountDownLatch begun = new CountDownLatch(4);

        for (int i = 0; i < 4; i++) {
            pool.submit("a", hanging(begun));
        }

        await(begun);
    }

    @Test
    void servesTenantsInTurn() throws Exception {
        pool = pool(1, false, clock::get);
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        pool.submit("a", hanging(busy));
        await(busy);
        for (String name : List.of("a1", "a2", "a3", "b1", "c1")) {
            pool.submit(name.substring(0, 1), () -> {
                order.add(name);
                done.countDown();
            });
        }

        end.countDown();
        await(done);

        assertThat(order).containsExactly("a1", "b1", "c1", "a2", "a3");
    }

    @Test
    void makesUpForDeliveriesThatHang() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        pool.submit("a", hanging(begun));
        pool.submit("a", hanging(begun));
        pool.submit("c", hanging(begun));
        await(begun);
        CountDownLatch other = new CountDownLatch(1);
        pool.submit("b", other::countDown);
        pool.compensate();
        assertThat(other.getCount()).as("not yet: they may be done in a moment").isOne();

        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        pool.compensate();

        await(other);
    }

    @Test
    void leavesRoomForOthersHoweverMuchOfATenantHangs() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        for (int i = 0; i < 100; i++) {
            pool.submit("a", hanging(begun));
        }
        await(begun);
        for (int i = 0; i < 100; i++) {
            clock.addAndGet(Duration.ofSeconds(2).toNanos());
            pool.compensate();
        }
        CountDownLatch other = new CountDownLatch(20);

        for (int i = 0; i < 20; i++) {
            pool.submit("b", other::countDown);
        }

        await(other);
    }

    @Test
    void goesOnWithATenantWhoseShareIsFreeAgain() throws Exception {
        CountDownLatch done = new CountDownLatch(50);
        CountDownLatch begun = new CountDownLatch(2);
        pool.submit("a", hanging(begun));
        pool.submit("a", hanging(begun));
        await(begun);
        for (int i = 0; i < 50; i++) {
            pool.submit("a", done::countDown);
        }

        end.countDown();

        await(done);
    }

    @Test
    void waitsForWhatHasBegunAndTellsHowMuchIsLeft() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        pool.submit("a", hanging(begun));
        await(begun);

        assertThat(pool.awaitEnd(Duration.ZERO)).isOne();
        end.countDown();
        assertThat(pool.awaitEnd(Duration.ofSeconds(20))).isZero();
    }

    @Test
    @Timeout(20)
    void waitsNoLongerThanItWasTold() throws Exception {
        pool = pool(2, true, System::nanoTime);
        CountDownLatch begun = new CountDownLatch(1);
        pool.submit("a", hanging(begun));
        await(begun);

        assertThat(pool.awaitEnd(Duration.ofMillis(50))).isOne();
    }

    @Test
    void aTenantThatFloodsLeavesOneThreadToTheOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch other = new CountDownLatch(1);

        for (int i = 0; i < 5; i++) {
            pool.submit("flood", hanging(begun));
        }
        await(begun);
        pool.submit("quiet", other::countDown);

        await(other);
    }

    @Test
    @Timeout(8)
    void aWorkerThatEndsLeavesItsWorkToAnother() throws Exception {
        pool = pool(1);
        CountDownLatch begun = new CountDownLatch(1);
        pool.submit("a", hanging(begun));
        await(begun);
        CountDownLatch again = new CountDownLatch(1);
        pool.submit("a", again::countDown);
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        // Two more are made, and rest: there is one more than needed once the first has ended.
        CountDownLatch others = new CountDownLatch(2);
        Turn meeting = () -> {
            others.countDown();
            try {
                others.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        pool.submit("b", meeting);
        pool.submit("c", meeting);
        await(others);

        end.countDown();

        await(again);
    }
}
