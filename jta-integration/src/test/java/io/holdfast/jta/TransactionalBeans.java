package io.holdfast.jta;

import io.holdfast.ReadOnly;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Every place where an application may put {@code @Transactional}. */
final class TransactionalBeans {
    private TransactionalBeans() {}

    /** What each method of the beans does. */
    static class Body {
        @Inject
        RecordingLog log;

        void body() {
            log.record("body");
        }
    }

    @ApplicationScoped
    static class OnMethod extends Body {
        @Transactional
        void required() {
            body();
        }

        @Transactional(TxType.REQUIRES_NEW)
        void requiresNew() {
            body();
        }

        @Transactional(TxType.MANDATORY)
        void mandatory() {
            body();
        }

        @Transactional(TxType.SUPPORTS)
        void supports() {
            body();
        }

        @Transactional(TxType.NOT_SUPPORTED)
        void notSupported() {
            body();
        }

        @Transactional(TxType.NEVER)
        void never() {
            body();
        }

        void plain() {
            body();
        }

        @Transactional
        void unchecked() {
            throw new IllegalArgumentException("unchecked");
        }

        @Transactional
        void checked() throws IOException {
            throw new IOException("checked");
        }

        @Transactional
        void error() {
            throw new AssertionError("error");
        }

        @Transactional
        void run(Action action) throws Exception {
            action.run();
        }
    }

    /** What a test does inside a transactional method. */
    interface Action {
        void run() throws Exception;
    }

    @ApplicationScoped
    @Transactional(TxType.REQUIRES_NEW)
    static class OnClass extends Body {
        void ofClass() {
            body();
        }

        @Transactional(TxType.SUPPORTS)
        void ownSupports() {
            body();
        }

        @Transactional(TxType.REQUIRED)
        void ownRequired() {
            body();
        }
    }

    @ApplicationScoped
    static class OnSuperclass extends OnClassBase {
        void ofSubclass() {
            body();
        }
    }

    @Transactional(TxType.REQUIRES_NEW)
    static class OnClassBase extends Body {
        void ofBase() {
            body();
        }
    }

    @ApplicationScoped
    static class InheritsMethods extends OnMethodBase {}

    static class OnMethodBase extends Body {
        @Transactional
        void inherited() {
            body();
        }
    }

    @ApplicationScoped
    static class Overrides extends OnMethodBase {
        @Override
        void inherited() {
            body();
        }
    }

    @Stereotype
    @Transactional(TxType.REQUIRES_NEW)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Service {}

    @Stereotype
    @Service
    @Retention(RetentionPolicy.RUNTIME)
    @interface NestedService {}

    @ApplicationScoped
    @Service
    static class OnStereotype extends Body {
        void ofStereotype() {
            body();
        }

        @Transactional(TxType.MANDATORY)
        void ownMandatory() {
            body();
        }
    }

    @ApplicationScoped
    @NestedService
    static class OnNestedStereotype extends Body {
        void ofNested() {
            body();
        }
    }

    @ApplicationScoped
    static class Reads extends Body {
        @ReadOnly
        @Transactional(TxType.REQUIRES_NEW)
        void readsInNew() {
            body();
        }

        @ReadOnly
        @Transactional
        void readsInRequired() {
            body();
        }
    }

    @ApplicationScoped
    @ReadOnly
    @Transactional(TxType.REQUIRES_NEW)
    static class ReadsAsClass extends Body {
        void ofClass() {
            body();
        }

        @Transactional(TxType.REQUIRES_NEW)
        void writesInNew() {
            body();
        }
    }

    /** What callers of a generic bean see; the compiler adds a bridge method to the bean. */
    interface Store<T> {
        void save(T value);
    }

    @ApplicationScoped
    static class GenericStore extends Body implements Store<String> {
        @Override
        @Transactional(TxType.REQUIRES_NEW)
        public void save(String value) {
            body();
        }
    }

    @SessionScoped
    static class Passivating implements Serializable {
        private static final long serialVersionUID = 1L;

        @Transactional
        void required() {}
    }

    /** Stands for the interceptor of the other module. */
    @Interceptor
    @ReadOnly
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 140)
    static class ReadScopeProbe {
        @Inject
        RecordingLog log;

        @AroundInvoke
        Object open(InvocationContext call) throws Exception {
            log.record("read scope");
            return call.proceed();
        }
    }
}
