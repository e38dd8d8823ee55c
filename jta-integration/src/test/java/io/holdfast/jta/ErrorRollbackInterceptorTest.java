package io.holdfast.jta;

import static io.holdfast.jta.NarayanaExtension.TM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.jta.TransactionalBeans.OnMethod;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import java.util.Objects;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under an interceptor that commits after an Error, which Payara's does and Narayana's does not. */
@ExtendWith(NarayanaExtension.class)
class ErrorRollbackInterceptorTest {
    private final RecordingResource resource = new RecordingResource("orders");
    private WeldContainer container;

    @BeforeEach
    void boot() {
        container = new Weld()
                .disableDiscovery()
                .addExtensions(new TransactionalIntentExtension())
                .addBeanClasses(RecordingLog.class, RecordingIntentScopes.class, OnMethod.class, Careless.class)
                .addBeanClasses(CommitsAfterErrors.class)
                .initialize();
    }

    @AfterEach
    void shutDown() {
        container.close();
    }

    @Test
    void rollsBackAfterAnError() {
        Error error = new AssertionError("broken off");

        assertThatThrownBy(() -> bean(OnMethod.class).run(() -> enlistAndThrow(error)))
                .isSameAs(error);

        assertThat(resource.calls).containsExactly("rollback");
    }

    @Test
    void marksATransactionOfTheCaller() throws Exception {
        TM.begin();
        assertThatThrownBy(() -> bean(OnMethod.class).error()).isInstanceOf(AssertionError.class);

        assertThat(TM.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        TM.rollback();
    }

    @Test
    void commitsWhereTheMethodDeclaresTheErrorHarmless() {
        assertThatThrownBy(() -> bean(Careless.class).run(() -> enlistAndThrow(new AssertionError("harmless"))))
                .isInstanceOf(AssertionError.class);

        assertThat(resource.calls).containsExactly("commit");
    }

    @Test
    void leavesExceptionsToTheTransactionManager() {
        Exception exception = new Exception("checked");

        assertThatThrownBy(() -> bean(OnMethod.class).run(() -> {
                    enlist();
                    throw exception;
                }))
                .isSameAs(exception);

        assertThat(resource.calls).containsExactly("commit");
    }

    private void enlistAndThrow(Error error) throws Exception {
        enlist();
        throw error;
    }

    private void enlist() throws Exception {
        Objects.requireNonNull(new JtaTransactionBridge().current()).enlist(resource);
    }

    private <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    @ApplicationScoped
    static class Careless {
        @Transactional(dontRollbackOn = AssertionError.class)
        void run(TransactionalBeans.Action action) throws Exception {
            action.run();
        }
    }

    @Interceptor
    @Transactional
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class CommitsAfterErrors {
        @AroundInvoke
        Object run(InvocationContext call) throws Exception {
            boolean own = TM.getStatus() == Status.STATUS_NO_TRANSACTION;
            if (own) {
                TM.begin();
            }
            try {
                return call.proceed();
            } finally {
                if (own) {
                    end();
                }
            }
        }

        private static void end() throws Exception {
            if (TM.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                TM.rollback();
            } else {
                TM.commit();
            }
        }
    }
}
