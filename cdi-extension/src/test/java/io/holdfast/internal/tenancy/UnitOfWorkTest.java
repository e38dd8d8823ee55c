package io.holdfast.internal.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.DataException;
import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {

    private final UnitOfWork unit = new UnitOfWork();

    @Test
    void beginsWithoutAPin() {
        assertThat(unit.isPinned()).isFalse();
        assertThat(unit.isPinned("orders")).isFalse();
    }

    @Test
    void pinsOneDataSourceAndLeavesTheOthers() {
        unit.of("stock");

        unit.pin("orders");

        assertThat(unit.isPinned()).isTrue();
        assertThat(unit.isPinned("orders")).isTrue();
        assertThat(unit.isPinned("stock")).isFalse();
        assertThat(unit.isPinned("unseen")).isFalse();
    }

    @Test
    void pinsAllDataSourcesAtOnce() {
        unit.pin();

        assertThat(unit.isPinned()).isTrue();
        assertThat(unit.isPinned("orders")).isTrue();
    }

    @Test
    void remembersEachDataSourceOnce() {
        Stickiness orders = unit.of("orders");
        Stickiness stock = unit.of("stock");

        assertThat(unit.of("orders")).isSameAs(orders);
        assertThat(unit.of("stock")).isSameAs(stock).isNotSameAs(orders);
        assertThat(unit.peek("orders")).isSameAs(orders);
    }

    @Test
    void peeksWithoutMakingAMemory() {
        assertThat(unit.peek("orders")).isNull();
        assertThat(unit.peek("orders")).isNull();
    }

    @Test
    void refusesAResolverThatNeedsTheTenantItIsAboutToTell() {
        AtomicReference<UnitOfWork> asked = new AtomicReference<>();
        asked.set(new UnitOfWork(() -> Optional.of(asked.get().tenant().value())));

        assertThatThrownBy(() -> asked.get().tenant()).hasMessageStartingWith("HOLDF00405");
    }

    @Test
    void asksForTheTenantOnceAndKeepsTheAnswer() {
        AtomicInteger asked = new AtomicInteger();
        UnitOfWork resolving = new UnitOfWork(() -> Optional.of("acme" + asked.incrementAndGet()));

        assertThat(asked).hasValue(0);
        assertThat(resolving.tenant()).isEqualTo(TenantId.of("acme1"));
        assertThat(resolving.tenant()).isEqualTo(TenantId.of("acme1"));
    }

    @Test
    void keepsThatThereIsNoTenant() {
        AtomicInteger asked = new AtomicInteger();
        UnitOfWork resolving =
                new UnitOfWork(() -> asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of("late"));

        assertThat(resolving.tenant()).isNull();
        assertThat(resolving.tenant()).isNull();
        assertThat(unit.tenant()).isNull();
    }

    @Test
    void forgetsAFailureToResolveTheTenant() {
        AtomicInteger asked = new AtomicInteger();
        UnitOfWork resolving = new UnitOfWork(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("directory is down");
            }
            return Optional.of("acme");
        });

        assertThatThrownBy(resolving::tenant).hasMessage("directory is down");
        assertThat(resolving.tenant()).isEqualTo(TenantId.of("acme"));
    }

    @Test
    void refusesAMalformedTenant() {
        UnitOfWork resolving = new UnitOfWork(() -> Optional.of("a;drop schema b"));

        assertThatThrownBy(resolving::tenant).isInstanceOf(DataException.class);
    }
}
