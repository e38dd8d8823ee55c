package io.holdfast.testsupport.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to a {@link StubDatabase}: remembers what it was set to, does nothing. Longer than other files because
 * {@code Connection} has that many methods.
 *
 * <p><b>Threading:</b> one thread, except {@link #abort}, {@link #close} and {@link #isClosed}.
 */
final class StubConnection implements Connection {

    private final StubDatabase database;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean autoCommit = true;
    private boolean dirty;
    private boolean readOnly;
    private int isolation = TRANSACTION_READ_COMMITTED;
    private int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;
    private String schema = "public";
    private String catalog;
    private volatile int networkTimeout;

    StubConnection(StubDatabase database) {
        this.database = database;
        this.catalog = database.name();
    }

    Object[] execute(String sql, int timeoutSeconds) throws SQLException {
        enter(CallSite.STATEMENT, sql, timeoutSeconds);
        dirty = !autoCommit;
        return database.rowFor(sql);
    }

    void enter(CallSite site, Object detail, int timeoutSeconds) throws SQLException {
        ensureOpen();
        database.enter(site, this, detail, timeoutSeconds);
    }

    void ensureOpen() throws SQLException {
        if (ended.get()) {
            throw new SQLException("This stub connection has been closed", "08003");
        }
    }

    long networkTimeoutMillis() {
        return networkTimeout == 0 ? Long.MAX_VALUE : networkTimeout;
    }

    /** Ends the connection as close, abort and a network time-out do. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            database.onConnectionEnded();
        }
    }

    @Override
    public void close() throws SQLException {
        if (!ended.get()) {
            try {
                database.enter(CallSite.CLOSE, this, null, 0);
            } finally {
                end();
            }
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (!ended.get()) {
            database.enter(CallSite.ABORT, this, null, 0);
            end();
        }
    }

    @Override
    public boolean isClosed() {
        return ended.get();
    }

    @Override
    public boolean isValid(int timeoutSeconds) {
        if (ended.get()) {
            return false;
        }
        try {
            database.enter(CallSite.IS_VALID, this, null, timeoutSeconds);
            return true;
        } catch (SQLException scripted) {
            return false;
        }
    }

    @Override
    public void commit() throws SQLException {
        enter(CallSite.COMMIT, null, 0);
        refuseInAutoCommit("commit");
        dirty = false;
    }

    @Override
    public void rollback() throws SQLException {
        enter(CallSite.ROLLBACK, null, 0);
        refuseInAutoCommit("roll back");
        dirty = false;
    }

    private void refuseInAutoCommit(String what) throws SQLException {
        if (autoCommit) {
            throw new SQLException("Cannot " + what + " when autocommit is on", "25P01");
        }
    }

    @Override
    public void setAutoCommit(boolean value) throws SQLException {
        enter(CallSite.SET_AUTO_COMMIT, value, 0);
        if (value && dirty) {
            database.onImplicitCommit();
            dirty = false;
        }
        autoCommit = value;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        ensureOpen();
        return autoCommit;
    }

    @Override
    public void setReadOnly(boolean value) throws SQLException {
        enter(CallSite.SET_READ_ONLY, value, 0);
        readOnly = value;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        ensureOpen();
        return readOnly;
    }

    @Override
    public void setSchema(String value) throws SQLException {
        enter(CallSite.SET_SCHEMA, value, 0);
        schema = value;
    }

    @Override
    public String getSchema() throws SQLException {
        ensureOpen();
        return schema;
    }

    @Override
    public void setCatalog(String value) throws SQLException {
        enter(CallSite.SET_CATALOG, value, 0);
        catalog = value;
    }

    @Override
    public String getCatalog() throws SQLException {
        ensureOpen();
        return catalog;
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        enter(CallSite.SET_ISOLATION, level, 0);
        isolation = level;
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        ensureOpen();
        return isolation;
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        enter(CallSite.SET_NETWORK_TIMEOUT, null, 0);
        networkTimeout = milliseconds;
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        ensureOpen();
        return networkTimeout;
    }

    @Override
    public void setHoldability(int value) throws SQLException {
        ensureOpen();
        holdability = value;
    }

    @Override
    public int getHoldability() throws SQLException {
        ensureOpen();
        return holdability;
    }

    @Override
    public Statement createStatement() throws SQLException {
        ensureOpen();
        return new StubStatement(this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return createStatement();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int resultHoldability) throws SQLException {
        return createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        enter(CallSite.PREPARE, sql, 0);
        return new StubPreparedStatement(this, sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int resultHoldability)
            throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public String nativeSQL(String sql) {
        return sql;
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        ensureOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        ensureOpen();
    }

    @Override
    public void setClientInfo(String name, String value) {
        // Accepted and forgotten: nobody can ask a stub server for it.
    }

    @Override
    public void setClientInfo(Properties properties) {
        // As above.
    }

    @Override
    public String getClientInfo(String name) {
        return null;
    }

    @Override
    public Properties getClientInfo() {
        return new Properties();
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return setSavepoint("unnamed");
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        ensureOpen();
        return new NamedSavepoint(name);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        enter(CallSite.ROLLBACK, savepoint.getSavepointName(), 0);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        ensureOpen();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("A stub connection is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        throw unsupported();
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw unsupported();
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        throw unsupported();
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int resultHoldability)
            throws SQLException {
        throw unsupported();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        throw unsupported();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        throw unsupported();
    }

    @Override
    public Clob createClob() throws SQLException {
        throw unsupported();
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw unsupported();
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw unsupported();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw unsupported();
    }

    @Override
    public Array createArrayOf(String type, Object[] elements) throws SQLException {
        throw unsupported();
    }

    @Override
    public Struct createStruct(String type, Object[] attributes) throws SQLException {
        throw unsupported();
    }

    static SQLFeatureNotSupportedException unsupported() {
        return new SQLFeatureNotSupportedException("Not part of the stub driver", "0A000");
    }

    private record NamedSavepoint(String name) implements Savepoint {

        @Override
        public int getSavepointId() {
            return 0;
        }

        @Override
        public String getSavepointName() {
            return name;
        }
    }
}
