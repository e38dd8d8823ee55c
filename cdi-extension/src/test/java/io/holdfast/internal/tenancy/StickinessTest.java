package io.holdfast.internal.tenancy;

import static io.holdfast.internal.tenancy.Stickiness.LOST;
import static io.holdfast.internal.tenancy.Stickiness.NONE;
import static io.holdfast.internal.tenancy.Stickiness.ON_PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StickinessTest {

    private final Stickiness memory = new UnitOfWork().of("orders");

    @Test
    void beginsWithoutAChoice() {
        assertThat(memory.replica()).isEqualTo(NONE);
        assertThat(memory.hasRead()).isFalse();
        assertThat(memory.isPinned()).isFalse();
    }

    @Test
    void choosesAndChoosesAgainUntilTheFirstRead() {
        assertThat(memory.choose(NONE, 0)).isTrue();
        assertThat(memory.choose(0, 1)).isTrue();

        assertThat(memory.replica()).isEqualTo(1);
        assertThat(memory.hasRead()).isFalse();
    }

    @Test
    void doesNotChooseBehindAnothersChoice() {
        memory.choose(NONE, 0);

        assertThat(memory.choose(NONE, 1)).isFalse();
        assertThat(memory.replica()).isZero();
    }

    @Test
    void keepsTheReplicaItHasReadFrom() {
        memory.choose(NONE, 2);

        assertThat(memory.confirm(2, 10, 20)).isTrue();

        assertThat(memory.hasRead()).isTrue();
        assertThat(memory.replica()).isEqualTo(2);
        assertThat(memory.choose(2, 1)).isFalse();
        assertThat(memory.replica()).isEqualTo(2);
    }

    @Test
    void confirmsOnlyWhatWasChosen() {
        memory.choose(NONE, 2);

        assertThat(memory.confirm(1, 10, 20)).isFalse();
        assertThat(memory.hasRead()).isFalse();
    }

    @Test
    void readsAgainOverAConnectionThatIsNotYoungerThanTheFirstRead() {
        memory.choose(NONE, 0);
        memory.confirm(0, 10, 20);

        assertThat(memory.confirm(0, 20, 30)).isTrue();
        assertThat(memory.confirm(0, 21, 30)).isFalse();
        assertThat(memory.confirm(1, 5, 30)).isFalse();
    }

    @Test
    void takesZeroForATimeLikeAnyOther() {
        memory.choose(NONE, 0);
        memory.confirm(0, -5, 0);

        assertThat(memory.confirm(0, 1, 50)).isTrue();
        assertThat(memory.confirm(0, 2, 50)).isFalse();
    }

    @Test
    void toleratesAClockThatIsAboutToOverflow() {
        memory.choose(NONE, 0);
        memory.confirm(0, Long.MAX_VALUE - 5, Long.MAX_VALUE);

        assertThat(memory.confirm(0, Long.MIN_VALUE + 5, Long.MIN_VALUE + 9)).isFalse();
        assertThat(memory.confirm(0, Long.MAX_VALUE - 1, Long.MIN_VALUE + 9)).isTrue();
    }

    @Test
    void losesItsReplicaForGood() {
        memory.choose(NONE, 0);
        memory.confirm(0, 10, 20);

        memory.lose();

        assertThat(memory.replica()).isEqualTo(LOST);
        assertThat(memory.hasRead()).isTrue();
        assertThat(memory.confirm(0, 10, 20)).isFalse();
        assertThat(memory.choose(NONE, 1)).isFalse();
        assertThat(memory.choose(0, 1)).isFalse();
    }

    @Test
    void staysWithThePrimaryOnceItReadThere() {
        memory.choose(NONE, 0);
        memory.confirm(0, 10, 20);

        memory.readFromPrimary();

        assertThat(memory.replica()).isEqualTo(ON_PRIMARY);
        assertThat(memory.hasRead()).isTrue();
        assertThat(memory.confirm(0, 10, 20)).isFalse();
        assertThat(memory.choose(0, 1)).isFalse();
    }

    @Test
    void remembersThatItLostItsReplica() {
        memory.lose();

        memory.readFromPrimary();

        assertThat(memory.replica()).isEqualTo(LOST);
    }

    @Test
    void staysPinned() {
        memory.pin();
        memory.choose(NONE, 0);
        memory.lose();

        assertThat(memory.isPinned()).isTrue();
    }
}
