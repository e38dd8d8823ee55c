package io.holdfast.internal.tenancy;

import static io.holdfast.internal.tenancy.Stickiness.LOST;
import static io.holdfast.internal.tenancy.Stickiness.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.Concurrently;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnitOfWorkStressTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 1_000;

    @Test
    void losesNoPinWhenManyTasksMeetTheirDataSourcesAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS / 4; round++) {
            UnitOfWork unit = new UnitOfWork();
            AtomicInteger names = new AtomicInteger();

            List<String> pinned = Concurrently.on(THREADS, () -> {
                String mine = "source" + names.getAndIncrement() % 2;
                unit.pin(mine);
                assertThat(unit.isPinned(mine)).isTrue();
                return mine;
            });

            assertThat(pinned).allMatch(unit::isPinned);
            assertThat(unit.isPinned("other")).isFalse();
        }
    }

    @Test
    void allTasksReadFromOneReplicaOrFromNone() throws Exception {
        for (int round = 0; round < ROUNDS / 4; round++) {
            Stickiness memory = new UnitOfWork().of("orders");

            List<Integer> readFrom = Concurrently.on(THREADS, () -> chooseAndRead(memory));

            assertThat(readFrom.stream().filter(replica -> replica >= 0).distinct())
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(memory.replica()).isIn(readFrom);
        }
    }

    @Test
    void noChoiceChangesAfterARead() throws Exception {
        for (int round = 0; round < ROUNDS / 4; round++) {
            Stickiness memory = new UnitOfWork().of("orders");
            memory.choose(NONE, 0);
            memory.confirm(0, 0, 1);

            Concurrently.on(THREADS, () -> {
                for (int i = 0; i < 3; i++) {
                    memory.choose(memory.replica(), i);
                    memory.confirm(i, 0, 1);
                }
                return null;
            });

            assertThat(memory.replica()).isZero();
        }
    }

    private static int chooseAndRead(Stickiness memory) {
        while (true) {
            int seen = memory.replica();
            if (seen == LOST) {
                return LOST;
            }
            if (memory.hasRead()) {
                return memory.replica();
            }
            int wanted = ThreadLocalRandom.current().nextInt(3);
            if (memory.choose(seen, wanted) && memory.confirm(wanted, 0, 1)) {
                return wanted;
            }
        }
    }
}
