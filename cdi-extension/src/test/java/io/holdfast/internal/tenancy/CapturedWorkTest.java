package io.holdfast.internal.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.tenancy.TenantId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapturedWorkTest {

    private static final TenantId ACME = TenantId.of("acme");

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final AtomicReference<WorkFrame> request = new AtomicReference<>();
    private final CurrentWork current = new CurrentWork(request::get);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void carriesTenantAndUnitToAnotherThreadWhichKeepsNothing() throws Exception {
        try (OpenScope scope = current.open(ACME)) {
            CapturedWork captured = CapturedWork.of(current, () -> {});

            TenantId seen = onPool(() -> captured.call(this::tenant));

            assertThat(seen).isEqualTo(ACME);
            assertThat(onPool(() -> Optional.ofNullable(current.frame()))).isEmpty();
            assertThat(scope.pin().isPinned()).isFalse();
        }
    }

    @Test
    void sharesThePinBothWays() throws Exception {
        try (OpenScope scope = current.open(ACME)) {
            CapturedWork captured = CapturedWork.of(current, () -> {});

            onPool(() -> {
                captured.run(() -> current.frame().unit().pin("child"));
                return null;
            });
            scope.pin().pin("parent");

            assertThat(scope.pin().isPinned("child")).isTrue();
            assertThat(onPool(() -> captured.call(() -> current.frame().unit().isPinned("parent"))))
                    .isTrue();
        }
    }

    @Test
    void carriesTheReadScopeButNotTheTransaction() throws Exception {
        try (OpenScope write = current.openTransactional("Shop.order()", false);
                OpenScope read = current.openRead("Shop.list()")) {
            CapturedWork captured = CapturedWork.of(current, () -> {});

            WorkFrame seen = onPool(() -> captured.call(current::frame));

            assertThat(seen.readPlace()).isEqualTo("Shop.list()");
            assertThat(seen.writePlace()).isNull();
            assertThat(seen.unit()).isSameAs(read.pin()).isSameAs(write.pin());
        }
    }

    @Test
    void resolvesTheTenantOfTheRequestWhenCaptured() throws Exception {
        AtomicReference<String> resolved = new AtomicReference<>("acme");
        request.set(WorkFrame.of(new UnitOfWork(() -> Optional.of(resolved.get()))));
        CapturedWork captured = CapturedWork.of(current, () -> {});
        resolved.set("globex");
        request.set(null);

        assertThat(onPool(() -> captured.call(this::tenant))).isEqualTo(ACME);
    }

    @Test
    void runsWithoutATenantWhenThereWasNothingToCapture() throws Exception {
        CapturedWork nothing = CapturedWork.of(current, () -> {});

        onPool(() -> {
            try (OpenScope other = current.open(ACME)) {
                nothing.run(() -> {
                    assertThat(current.frame().tenant()).isNull();
                    assertThat(current.frame().unit()).isNotSameAs(other.pin());
                });
                assertThat(tenant()).isEqualTo(ACME);
            }
            return null;
        });
    }

    @Test
    void cleansTheThreadAfterAnException() throws Exception {
        try (OpenScope scope = current.open(ACME)) {
            CapturedWork captured = CapturedWork.of(current, () -> {});
            assertThat(scope.tenant()).contains(ACME);

            assertThatThrownBy(() -> onPool(() -> captured.call(() -> {
                        throw new IllegalStateException("of the task");
                    })))
                    .hasMessage("of the task");
            assertThatThrownBy(() -> onPool(() -> {
                        captured.run(() -> {
                            throw new IllegalStateException("of the runnable");
                        });
                        return null;
                    }))
                    .hasMessage("of the runnable");

            assertThat(onPool(() -> Optional.ofNullable(current.frame()))).isEmpty();
        }
    }

    private TenantId tenant() {
        return current.frame().tenant();
    }

    private <T> T onPool(Callable<T> task) throws Exception {
        try {
            return pool.submit(task).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
