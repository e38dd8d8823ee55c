package io.holdfast.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.internal.Concurrently;
import io.holdfast.internal.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeHealthTest {

    private static final Duration PROBE = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final NodeHealth health = new NodeHealth(PROBE, clock);

    @Test
    void isUpUntilItFails() {
        assertThat(health.isUp()).isTrue();
        assertThat(health.tryUse()).isTrue();
        assertThat(health.tryUse()).isTrue();

        assertThat(health.failed()).isTrue();

        assertThat(health.isUp()).isFalse();
        assertThat(health.tryUse()).isFalse();
    }

    @Test
    void tellsOnlyTheFirstFailureThatItWasUp() {
        health.failed();

        assertThat(health.failed()).isFalse();
    }

    @Test
    void isProbedByOneCallerAfterTheInterval() {
        health.failed();
        clock.advance(PROBE.minusNanos(1));
        assertThat(health.tryUse()).isFalse();

        clock.advance(Duration.ofNanos(1));

        assertThat(health.tryUse()).isTrue();
        assertThat(health.tryUse()).isFalse();
        assertThat(health.isUp()).isFalse();
    }

    @Test
    void isProbedAgainWhenNobodyReportedBack() {
        health.failed();
        clock.advance(PROBE);
        health.tryUse();

        clock.advance(PROBE);

        assertThat(health.tryUse()).isTrue();
    }

    @Test
    void waitsAnotherIntervalAfterAFailedProbe() {
        health.failed();
        clock.advance(PROBE);
        health.tryUse();
        clock.advance(Duration.ofSeconds(2));

        health.failed();
        clock.advance(PROBE.minusNanos(1));

        assertThat(health.tryUse()).isFalse();
    }

    @Test
    void isUpAgainWhenItAnswered() {
        health.failed();

        health.succeeded();

        assertThat(health.isUp()).isTrue();
        assertThat(health.tryUse()).isTrue();
        assertThat(health.failed()).isTrue();
    }

    @Test
    void staysUpWhenItAnswersWhileUp() {
        health.succeeded();

        assertThat(health.isUp()).isTrue();
    }

    @Test
    void letsASingleProbeThroughUnderContention() throws Exception {
        for (int round = 0; round < 200; round++) {
            health.failed();
            clock.advance(PROBE);

            assertThat(Concurrently.on(4, health::tryUse)).containsOnlyOnce(true);
        }
    }
}
