package io.holdfast.internal.datasource;

import io.holdfast.spi.ManagedTransaction;
import io.holdfast.spi.TransactionBridge;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A transaction manager of one thread, with one local resource per transaction. */
final class FakeTransactions implements TransactionBridge {

    private volatile Transaction current;

    @Override
    public ManagedTransaction current() {
        return current;
    }

    Transaction begin() {
        Transaction begun = new Transaction();
        current = begun;
        return begun;
    }

    void suspend() {
        current = null;
    }

    void resume(Transaction suspended) {
        current = suspended;
    }

    final class Transaction implements ManagedTransaction {

        private final Map<Object, Object> attributes = new IdentityHashMap<>();
        private final List<Completion> completions = new ArrayList<>();
        private LocalResource resource;
        private boolean rollbackOnly;
        private boolean refusesResources;
        private boolean refusesCallbacks;

        void refuseResources() {
            refusesResources = true;
        }

        void refuseCallbacks() {
            refusesCallbacks = true;
        }

        boolean isMarkedForRollback() {
            return rollbackOnly;
        }

        LocalResource resource() {
            return resource;
        }

        void commit() throws SQLException {
            try {
                completions.forEach(Completion::beforeCompletion);
            } catch (RuntimeException e) {
                rollback();
                throw e;
            }
            current = null;
            try {
                if (resource != null) {
                    resource.commit();
                }
            } finally {
                completions.forEach(completion -> completion.afterCompletion(true));
            }
        }

        void rollback() throws SQLException {
            current = null;
            timeOut();
        }

        /** What the reaper does, on its own thread: the transaction stays on the thread that it was on. */
        void timeOut() throws SQLException {
            rollbackOnly = true;
            if (resource != null) {
                resource.rollback();
            }
            completions.forEach(completion -> completion.afterCompletion(false));
        }

        @Override
        public Object key() {
            return this;
        }

        @Override
        public boolean isActive() {
            return !rollbackOnly;
        }

        @Override
        public Object attribute(Object name) {
            return attributes.get(name);
        }

        @Override
        public void attribute(Object name, Object value) {
            attributes.put(name, value);
        }

        @Override
        public void enlist(LocalResource enlisted) throws SQLException {
            if (refusesResources) {
                rollbackOnly = true;
                throw new SQLException("no resource any more");
            }
            resource = enlisted;
        }

        @Override
        public void onCompletion(Completion completion) throws SQLException {
            if (refusesCallbacks) {
                throw new SQLException("too late");
            }
            completions.add(completion);
        }

        @Override
        public void markRollbackOnly() {
            rollbackOnly = true;
        }
    }
}
