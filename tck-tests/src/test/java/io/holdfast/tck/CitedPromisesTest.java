package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the table of servers knows of a test. */
class CitedPromisesTest {

    private static final CitedPromises CITED =
            CitedPromises.read(List.of(Path.of("target/test-classes"), Path.of("target/no-such-folder")));

    private static Set<String> promises(String type, String method) {
        return CITED.of(new TestReport("io.holdfast.tck." + type, method, false, false));
    }

    @Test
    void knowsOneAndSeveral() {
        assertThat(promises("weldse.ServerSessionIT", "sessionGoesBackCleanOutsideATransaction"))
                .containsExactly("DESIGN-6-JNDI");
        assertThat(promises("weldse.ServerSessionIT", "whatAnotherUserLeftDoesNotReachATenant"))
                .isEmpty();
        assertThat(promises("reads.ConsistentReadsIT", "readsItsOwnWritesWhileReplicasStandStill"))
                .contains("FC-17")
                .hasSize(3);
    }

    @Test
    void knowsWhatAClassHasFromItsSuperclass() {
        assertThat(promises("enterprise.DefaultExecutorIT", "serverHandsTheContextOver"))
                .isNotEmpty();
    }

    @Test
    void creditsNoOtherClassThatHasAMethodOfThatName() {
        assertThat(promises("outbox.OutboxIT", "sessionGoesBackCleanOutsideATransaction"))
                .isEmpty();
    }

    @Test
    void refusesAReportOfAClassThatIsGone() {
        assertThatThrownBy(() -> promises("GoneIT", "test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.holdfast.tck.GoneIT");
    }
}
