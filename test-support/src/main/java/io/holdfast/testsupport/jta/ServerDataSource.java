package io.holdfast.testsupport.jta;

import com.arjuna.ats.jta.TransactionManager;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/**
 * An XA data source as an application server offers one: it enlists its connection in the running transaction by itself, gives
 * out one physical connection per transaction, and refuses to use a handle after the transaction's end, as IronJacamar does.
 * Physical connections are reused, the last one first, with whatever their sessions were left in.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
public final class ServerDataSource implements DataSource, AutoCloseable {

    private static final Set<String> OF_THE_SERVER = Set.of("commit", "rollback", "setAutoCommit");

    private final XADataSource xa;
    private volatile boolean driverHidden;
    private final Deque<Physical> idle = new ArrayDeque<>();
    private final Map<Transaction, Physical> enlisted = new HashMap<>();
    private final List<Physical> all = new ArrayList<>();
    private final List<String> forbidden = new CopyOnWriteArrayList<>();

    /** A data source that opens connections of the given one. */
    public ServerDataSource(XADataSource xa) {
        this.xa = xa;
    }

    /** From now on its handles do not show the driver's connection. */
    public ServerDataSource hideDriver() {
        driverHidden = true;
        return this;
    }

    /** Calls on a connection inside a transaction that only the server may make, and uses after the transaction's end. */
    public List<String> forbiddenCalls() {
        return List.copyOf(forbidden);
    }

    /** How many connections are lent. */
    public synchronized int lent() {
        return all.size() - idle.size();
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = TransactionManager.transactionManager().getTransaction();
            boolean active = transaction != null && transaction.getStatus() == Status.STATUS_ACTIVE;
            return active ? ofTransaction(transaction) : new Handle(take(), null).connection();
        } catch (SystemException | RollbackException e) {
            throw new SQLException("The connection could not be enlisted", e);
        }
    }

    private synchronized Connection ofTransaction(Transaction transaction)
            throws SQLException, SystemException, RollbackException {
        Physical physical = enlisted.get(transaction);
        if (physical == null) {
            Physical taken = take();
            physical = taken;
            enlisted.put(transaction, taken);
            taken.transactionOpen = true;
            transaction.enlistResource(taken.xa.getXAResource());
            transaction.registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // Nothing to do.
                }

                @Override
                public void afterCompletion(int status) {
                    ended(transaction, taken);
                }
            });
        }
        physical.handles++;
        return new Handle(physical, transaction).connection();
    }

    private synchronized void ended(Transaction transaction, Physical physical) {
        enlisted.remove(transaction);
        physical.transactionOpen = false;
        giveBack(physical);
    }

    private synchronized Physical take() throws SQLException {
        Physical physical = idle.poll();
        if (physical == null) {
            physical = new Physical(xa.getXAConnection());
            all.add(physical);
        }
        return physical;
    }

    private synchronized void giveBack(Physical physical) {
        if (physical.handles == 0 && !physical.transactionOpen && !idle.contains(physical)) {
            idle.push(physical);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        for (Physical physical : all) {
            physical.xa.close();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("Log in without a user");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is written.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The driver's own holds.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.holdfast.testsupport");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    private static final class Physical {

        private final XAConnection xa;
        private final Connection driver;
        private int handles;
        private boolean transactionOpen;

        private Physical(XAConnection xa) throws SQLException {
            this.xa = xa;
            this.driver = xa.getConnection();
        }
    }

    private final class Handle {

        private final Physical physical;
        private final Transaction transaction;
        private boolean closed;

        private Handle(Physical physical, Transaction transaction) {
            this.physical = physical;
            this.transaction = transaction;
            if (transaction == null) {
                physical.handles++;
            }
        }

        private Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    ServerDataSource.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, given) -> {
                        switch (method.getName()) {
                            case "close":
                                close();
                                return null;
                            case "isClosed":
                                return closed;
                            case "unwrap":
                                if (driverHidden) {
                                    throw new SQLException("The driver is hidden");
                                }
                                break;
                            case "hashCode":
                                return System.identityHashCode(proxy);
                            case "equals":
                                return proxy == given[0];
                            default:
                                break;
                        }
                        check(method.getName());
                        try {
                            return method.invoke(physical.driver, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void check(String call) throws SQLException {
            boolean ended = transaction != null && !physical.transactionOpen;
            if (ended || transaction != null && OF_THE_SERVER.contains(call)) {
                forbidden.add(call);
                throw new SQLException("Not allowed on a connection of a transaction" + (ended ? " that ended" : ""));
            }
            if (closed) {
                throw new SQLException("The handle is closed", "08003");
            }
        }

        private void close() {
            synchronized (ServerDataSource.this) {
                if (!closed) {
                    closed = true;
                    physical.handles--;
                    giveBack(physical);
                }
            }
        }
    }
}
