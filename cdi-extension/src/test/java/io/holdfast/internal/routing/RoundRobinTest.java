package io.holdfast.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.Concurrently;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {

    @Test
    void goesRoundInOrderOnOneThread() {
        RoundRobin turn = new RoundRobin(3);
        int first = turn.next();

        assertThat(IntStream.range(0, 6).map(i -> turn.next()))
                .containsExactly((first + 1) % 3, (first + 2) % 3, first, (first + 1) % 3, (first + 2) % 3, first);
    }

    @Test
    void peeksAtTheNextTurnWithoutTakingIt() {
        RoundRobin turn = new RoundRobin(3);

        int peeked = turn.peek();

        assertThat(turn.peek()).isEqualTo(peeked);
        assertThat(turn.next()).isEqualTo(peeked);
        assertThat(turn.peek()).isEqualTo((peeked + 1) % 3);
    }

    @Test
    void isFairOnEachOfManyThreads() throws Exception {
        RoundRobin turn = new RoundRobin(3);

        List<int[]> counts = Concurrently.on(4, () -> {
            int[] mine = new int[3];
            for (int i = 0; i < 3_000; i++) {
                mine[turn.next()]++;
            }
            return mine;
        });

        int[] total = new int[3];
        counts.forEach(mine -> IntStream.range(0, 3).forEach(i -> total[i] += mine[i]));
        assertThat(total).containsExactly(4_000, 4_000, 4_000);
    }

    @Test
    void beginsAtDifferentPlacesOnNeighbouringThreads() throws Exception {
        RoundRobin turn = new RoundRobin(2);
        List<Integer> firsts = new ArrayList<>();

        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> firsts.add(turn.next()));
            thread.start();
            thread.join();
        }

        assertThat(firsts.stream().filter(first -> first == 0)).hasSizeBetween(5, 11);
    }

    @Test
    void leavesNeighboursOfAStripeAlone() throws Exception {
        RoundRobin turn = new RoundRobin(1_000_000);
        int mine = turn.peek();
        List<Integer> others = new ArrayList<>();

        long id = Thread.currentThread().getId() & 15;
        for (int i = 0; i < 16; i++) {
            Thread thread = new Thread(() -> {
                if ((Thread.currentThread().getId() & 15) != id) {
                    others.add(turn.next());
                }
            });
            thread.start();
            thread.join();
        }

        assertThat(turn.peek()).isEqualTo(mine);
        assertThat(others).allMatch(first -> first >= 0 && first < 32);
    }
}
