package io.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.web.TenantRefusal.Reason;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private long now = Long.MAX_VALUE - 5;

    @Test
    void saysEachReasonOnceAMinuteAndHowManyThereWere() {
        RefusalLog refusals = new RefusalLog(() -> now);
        try (RecordedLog log = new RecordedLog()) {
            for (int i = 0; i < 3; i++) {
                refusals.log(Reason.MALFORMED);
            }
            refusals.log(Reason.DISAGREES);
            now += TimeUnit.MINUTES.toNanos(1);
            refusals.log(Reason.MALFORMED);

            assertThat(log.lines()).hasSize(3);
            assertThat(log.lines().get(0))
                    .startsWith("HOLDF00802")
                    .contains("400")
                    .doesNotContain("more like it");
            assertThat(log.lines().get(1)).contains("403");
            assertThat(log.lines().get(2)).contains("2 more like it");
        }
    }
}
