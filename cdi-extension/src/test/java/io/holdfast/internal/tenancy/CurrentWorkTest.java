package io.holdfast.internal.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.internal.Concurrently;
import io.holdfast.tenancy.TenantId;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CurrentWorkTest {

    private static final TenantId ACME = TenantId.of("acme");
    private static final TenantId GLOBEX = TenantId.of("globex");

    private final AtomicReference<WorkFrame> request = new AtomicReference<>();
    private final CurrentWork current = new CurrentWork(request::get);

    @Test
    void knowsNothingOutsideARequestAndAScope() {
        assertThat(current.frame()).isNull();
    }

    @Test
    void beginsAUnitInAScopeAndLeavesTheThreadEmpty() {
        try (OpenScope scope = current.open(ACME)) {
            assertThat(frame().tenant()).isEqualTo(ACME);
            assertThat(scope.tenant()).contains(ACME);
            assertThat(scope.pin()).isSameAs(frame().unit());
        }

        assertThat(current.frame()).isNull();
    }

    @Test
    void sharesTheUnitWithNestedScopesAndRestoresTheTenant() {
        try (OpenScope outer = current.open(ACME)) {
            try (OpenScope inner = current.open(GLOBEX)) {
                assertThat(frame().tenant()).isEqualTo(GLOBEX);
                inner.pin().pin("orders");
            }
            assertThat(frame().tenant()).isEqualTo(ACME);
            assertThat(outer.pin().isPinned("orders")).isTrue();
        }
    }

    @Test
    void keepsTheTenantInAScopeThatNamesNone() {
        try (OpenScope outer = current.open(ACME);
                OpenScope inner = current.open(null)) {
            assertThat(inner.tenant()).contains(ACME);
            assertThat(inner.pin()).isSameAs(outer.pin());
        }
    }

    @Test
    void beginsAUnitWithoutATenant() {
        try (OpenScope scope = current.open(null)) {
            assertThat(scope.tenant()).isEmpty();
        }
    }

    @Test
    void sharesTheUnitOfTheRequestAndFallsBackToIt() {
        WorkFrame ofRequest = WorkFrame.of(new UnitOfWork(() -> Optional.of("globex")));
        request.set(ofRequest);

        try (OpenScope scope = current.open(ACME)) {
            assertThat(scope.pin()).isSameAs(ofRequest.unit());
            assertThat(frame().tenant()).isEqualTo(ACME);
        }
        try (OpenScope scope = current.openRead("Shop.list()")) {
            assertThat(scope.tenant()).contains(GLOBEX);
        }

        assertThat(current.frame()).isSameAs(ofRequest);
    }

    @Test
    void restoresAfterAnException() {
        assertThatThrownBy(() -> {
                    try (OpenScope scope = current.open(ACME)) {
                        throw new IllegalStateException(scope.tenant().toString());
                    }
                })
                .isInstanceOf(IllegalStateException.class);

        assertThat(current.frame()).isNull();
    }

    @Test
    void closesAScopeOnce() {
        OpenScope outer = current.open(ACME);
        OpenScope inner = current.open(ACME);
        inner.close();

        inner.close();

        assertThat(current.frame()).isNotNull();
        outer.close();
        assertThat(current.frame()).isNull();
    }

    @Test
    void refusesToCloseBeforeAnInnerScope() {
        OpenScope outer = current.open(ACME);
        OpenScope inner = current.open(GLOBEX);

        assertThatThrownBy(outer::close).hasMessageStartingWith("HOLDF00402").hasMessageContaining("innermost");

        assertThat(frame().tenant()).isEqualTo(GLOBEX);
        inner.close();
        outer.close();
        assertThat(current.frame()).isNull();
    }

    @Test
    void refusesToCloseOnAnotherThread() throws Exception {
        try (OpenScope scope = current.open(ACME)) {
            Concurrently.on(1, () -> {
                assertThatThrownBy(scope::close).hasMessageStartingWith("HOLDF00402");
                assertThat(current.frame()).isNull();
                return null;
            });

            assertThat(frame().tenant()).isEqualTo(ACME);
        }
        assertThat(current.frame()).isNull();
    }

    @Test
    void handsNothingDownToNewThreads() throws Exception {
        try (OpenScope scope = current.open(ACME)) {
            assertThat(scope.tenant()).isPresent();

            assertThat(Concurrently.on(1, () -> Optional.ofNullable(current.frame())))
                    .containsExactly(Optional.empty());
        }
    }

    @Test
    void readsInAReadScopeAndNamesItsPlace() {
        try (OpenScope scope = current.openRead("Shop.list()")) {
            assertThat(scope.pin()).isNotNull();
            assertThat(frame().isReading()).isTrue();
            assertThat(frame().readPlace()).isEqualTo("Shop.list()");
            assertThat(frame().writePlace()).isNull();
        }
    }

    @Test
    void keepsTheReadScopeInATransactionThatJoins() {
        try (OpenScope read = current.openRead("Shop.list()");
                OpenScope joined = current.openTransactional("Shop.order()", false)) {
            assertThat(joined.pin()).isSameAs(read.pin());
            assertThat(frame().readPlace()).isEqualTo("Shop.list()");
            assertThat(frame().writePlace()).isEqualTo("Shop.order()");
        }
    }

    @Test
    void hidesTheReadScopeFromATransactionOfItsOwn() {
        try (OpenScope read = current.openRead("Shop.list()")) {
            try (OpenScope own = current.openTransactional("Shop.audit()", true)) {
                assertThat(own.pin()).isSameAs(read.pin());
                assertThat(frame().isReading()).isFalse();
                assertThat(frame().writePlace()).isEqualTo("Shop.audit()");
            }
            assertThat(frame().isReading()).isTrue();
            assertThat(frame().writePlace()).isNull();
        }
    }

    @Test
    void readsInAReadScopeInsideATransaction() {
        try (OpenScope write = current.openTransactional("Shop.order()", false);
                OpenScope read = current.openRead("Shop.list()")) {
            assertThat(read.pin()).isSameAs(write.pin());
            assertThat(frame().isReading()).isTrue();
            assertThat(frame().writePlace()).isEqualTo("Shop.order()");
        }
    }

    @Test
    void keepsTheIntentWhenATenantIsNamed() {
        try (OpenScope transaction = current.openTransactional("Shop.order()", false);
                OpenScope read = current.openRead("Shop.list()");
                OpenScope tenant = current.open(ACME)) {
            assertThat(tenant.pin()).isSameAs(read.pin()).isSameAs(transaction.pin());
            assertThat(frame().readPlace()).isEqualTo("Shop.list()");
            assertThat(frame().writePlace()).isEqualTo("Shop.order()");
        }
    }

    private WorkFrame frame() {
        return Objects.requireNonNull(current.frame());
    }
}
