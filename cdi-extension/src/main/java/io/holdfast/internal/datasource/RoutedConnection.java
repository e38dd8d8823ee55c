package io.holdfast.internal.datasource;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.Route;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.FailedCall;
import io.holdfast.error.FailureContext;
import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.internal.tenancy.WorkFrame;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
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
import org.jspecify.annotations.Nullable;

/**
 * What an application holds: a connection that takes its physical one at the first call that needs the database.
 *
 * <p>What each call does while the connection is not routed yet:
 *
 * <table>
 * <caption>Calls on an unrouted connection</caption>
 * <tr><th>kind</th><th>calls</th></tr>
 * <tr><td>recorded, applied when routed</td><td>setAutoCommit, setReadOnly (declares the intent), setTransactionIsolation,
 *     setHoldability, setNetworkTimeout, setClientInfo, setSchema, setCatalog</td></tr>
 * <tr><td>answered</td><td>getAutoCommit, isReadOnly, isClosed, isValid, getWarnings, clearWarnings, commit and rollback (nothing
 *     was done yet), close, abort, and the getters of what was recorded</td></tr>
 * <tr><td>accepted on a read route, which stays one</td><td>setReadOnly(false) after setReadOnly(true)</td></tr>
 * <tr><td>answered by the primary, without routing or pinning</td><td>getMetaData, and the getters of what was not
 *     recorded</td></tr>
 * <tr><td>forcing</td><td>everything else</td></tr>
 * </table>
 *
 * <p>Longer than other classes because {@link Connection} is; it decides nothing. Decisions are made by {@link ConnectionEngine}.
 *
 * <p><strong>Threading:</strong> for one thread at a time, as JDBC says.
 */
final class RoutedConnection implements Connection {

    private final ConnectionEngine engine;
    private final TenantTarget target;
    private final @Nullable WorkFrame frame;
    private final @Nullable Object transactionKey;
    private @Nullable AccessIntent declared;
    private @Nullable Connection physical;
    private @Nullable Session session;
    private @Nullable Decision decision;
    private @Nullable Shared shared;
    private @Nullable Recorded recorded;
    private @Nullable ReadAfterWritePin pin;
    private boolean closed;

    // Since the last commit or rollback. Not every dialect can tell an open transaction from one that was just
    // committed.
    private boolean worked;

    RoutedConnection(
            ConnectionEngine engine,
            TenantTarget target,
            @Nullable WorkFrame frame,
            @Nullable Object transactionKey,
            @Nullable AccessIntent declared) {
        this.engine = engine;
        this.target = target;
        this.frame = frame;
        this.transactionKey = transactionKey;
        this.declared = declared;
        if (!target.settings().leakTimeout().isZero()) {
            recorded().leak = engine.leaks().track(target);
        }
    }

    TenantTarget target() {
        return target;
    }

    @Nullable WorkFrame frame() {
        return frame;
    }

    @Nullable Object transactionKey() {
        return transactionKey;
    }

    @Nullable Recorded questions() {
        return recorded;
    }

    @Nullable AccessIntent declared() {
        return declared;
    }

    /** Remembers who knows what was written. */
    void remembers(@Nullable ReadAfterWritePin memory) {
        pin = memory;
    }

    /** Routed to a connection of its own. */
    void bound(Session taken) throws SQLException {
        session = taken;
        physical = taken.wrapper();
        decision = taken.decision();
        if (recorded != null) {
            apply(() -> recorded.applyTo(physical, taken));
        }
    }

    /** Routed to the connection of a transaction. */
    void bound(Shared held) throws SQLException {
        shared = held;
        session = held.session();
        physical = held.connection();
        decision = held.decision();
        if (recorded != null) {
            apply(() -> recorded.applyToManaged(target, physical, held.session()));
        }
    }

    // Half of what was asked for is worse than nothing: with autocommit still on, what follows could not be rolled
    // back.
    private void apply(SqlAction settings) throws SQLException {
        boolean applied = false;
        try {
            settings.run();
            applied = true;
        } finally {
            if (!applied) {
                close();
            }
        }
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }

    // ---- the physical connection

    private Connection forced() throws SQLException {
        Connection ready = routed();
        worked = true;
        return ready;
    }

    private Connection routed() throws SQLException {
        Connection ready = physical;
        if (ready == null) {
            requireOpen();
            if (recorded != null) {
                recorded.answered(engine, target);
            }
            engine.bind(this);
            ready = physical;
        }
        requireUsable();
        return ready;
    }

    /** Checks that the connection may be used here and now. */
    void requireUsable() throws SQLException {
        requireOpen();
        if (shared != null) {
            if (shared.hasEnded()) {
                throw Failures.transactionEnded(target);
            }
            engine.requireTransaction(target, shared.transactionKey());
        } else if (decision != null && !decision.isRead()) {
            engine.requireTransaction(target, null);
        }
        requireFresh();
    }

    /** A connection to a replica that was taken before a write would show less than was written. */
    private void requireFresh() throws SQLException {
        ReadAfterWritePin memory = pin;
        if (memory != null
                && decision != null
                && !decision.route().toPrimary()
                && memory.isPinned(target.dataSourceName())) {
            throw Failures.staleReplica(target, decision.route());
        }
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw Failures.closed(target);
        }
    }

    private boolean isRouted() {
        return physical != null;
    }

    private Recorded recorded() {
        if (recorded == null) {
            recorded = new Recorded();
        }
        return recorded;
    }

    /** The physical connection if there is one, else the primary without routing to it. */
    private Connection forQuestions() throws SQLException {
        if (isRouted() || transactionKey != null) {
            return routed();
        }
        requireOpen();
        return recorded().questions(engine, target);
    }

    /** Turns the database's refusal of a write into one that names the places; leaves every other exception as it is. */
    SQLException explained(SQLException failure) {
        Decision why = decision;
        if (why != null) {
            target.source(why.node()).heard(failure);
        }
        if (why == null || !why.isRead() || !isReadOnlyViolation(failure)) {
            return failure;
        }
        String readPlace = frame == null ? null : frame.readPlace();
        String writePlace = frame == null ? null : frame.writePlace();
        return Failures.writeOnReadRoute(target, why.route(), readPlace, writePlace, failure);
    }

    private boolean isReadOnlyViolation(SQLException failure) {
        FailureContext context =
                FailureContext.of(target.settings().dialect().errors(), FailedCall.STATEMENT_AUTOCOMMIT_READ);
        return DataErrors.classify(failure, context).kind() == DataErrorKind.READ_ONLY;
    }

    @Override
    public void close() throws SQLException {
        if (!markClosed()) {
            return;
        }
        if (recorded != null) {
            recorded.close(engine, target);
        }
        if (physical != null && shared == null) {
            boolean rolledBack = engine.sessions().release(target, decision, session, physical);
            if (rolledBack && worked && !decision.isRead()) {
                DataSourceMessages.rolledBackOnReturn(target, recorded == null ? null : recorded.place());
            }
        }
    }

    // JDBC lets another thread abort while the borrower closes: only one of them gives the connection back.
    private synchronized boolean markClosed() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || shared != null && shared.hasEnded() || physical != null && physical.isClosed();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (closed) {
            return;
        }
        Connection aborted = physical;
        if (aborted != null) {
            // The driver may close it later, on the executor: it must not be lent again until then.
            session.neverLendAgain(aborted);
            session.raw().abort(executor);
        }
        close();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        if (isClosed()) {
            return false;
        }
        return !isRouted() || forced().isValid(timeout);
    }

    // ---- statements

    @Override
    public Statement createStatement() throws SQLException {
        return new StatementHandle<>(this, forced().createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new StatementHandle<>(this, forced().createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new StatementHandle<>(this, forced().createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql, autoGeneratedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return new PreparedStatementHandle<>(this, forced().prepareStatement(sql, columnNames));
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return new CallableStatementHandle(this, forced().prepareCall(sql));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return new CallableStatementHandle(this, forced().prepareCall(sql, type, concurrency));
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return new CallableStatementHandle(this, forced().prepareCall(sql, type, concurrency, holdability));
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        return forQuestions().nativeSQL(sql);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        DatabaseMetaData metadata = forQuestions().getMetaData();
        if (!isRouted()) {
            recorded().metadataOut = true;
        }
        return metadata;
    }

    // ---- local transactions

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (!isRouted()) {
            requireOpen();
            if (transactionKey != null && autoCommit) {
                throw Failures.managed(target, "setAutoCommit(true)");
            }
            recorded().autoCommit = autoCommit;
        } else if (shared == null) {
            // Switching it on commits.
            commitLocally(() -> routed().setAutoCommit(autoCommit));
        } else if (autoCommit) {
            throw Failures.managed(target, "setAutoCommit(true)");
        }
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        if (isRouted()) {
            // Drivers may leave it on while a server has them in a transaction.
            return routed().getAutoCommit() && !session.isManaged();
        }
        return transactionKey == null && (recorded == null || recorded.autoCommit == null || recorded.autoCommit);
    }

    @Override
    public void commit() throws SQLException {
        requireLocalTransaction("commit()");
        if (isRouted()) {
            commitLocally(routed()::commit);
        }
    }

    private void commitLocally(SqlAction commit) throws SQLException {
        if (!routed().getAutoCommit()) {
            ConnectionEngine.verifyCommittable(target, session);
        }
        try {
            commit.run();
        } catch (SQLException e) {
            throw Failures.commitFailed(target, e);
        }
        worked = false;
    }

    @Override
    public void rollback() throws SQLException {
        requireLocalTransaction("rollback()");
        if (isRouted()) {
            routed().rollback();
            worked = false;
        }
    }

    private void requireLocalTransaction(String call) throws SQLException {
        requireOpen();
        if (shared != null || transactionKey != null) {
            throw Failures.managed(target, call);
        }
        if (getAutoCommit()) {
            throw new SQLException(
                    "HOLDF00324: " + call + " with autocommit on. Call setAutoCommit(false) first.", "25000");
        }
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        forced().rollback(savepoint);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return forced().setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return forced().setSavepoint(name);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        forced().releaseSavepoint(savepoint);
    }

    // ---- settings

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        requireOpen();
        if (readOnly == isReadOnly()) {
            if (readOnly) {
                recorded().readOnlyHinted = true;
            }
            return;
        }
        boolean elsewhere = isReadElsewhere();
        // Frameworks take their hint back before they close. The route stays, and the database goes on refusing writes.
        if (recorded != null && recorded.readOnlyHinted && (isRouted() || elsewhere)) {
            return;
        }
        if (isRouted()) {
            throw decision.isRead() ? Failures.readRouteStays(target) : Failures.readOnlyTooLate(target);
        }
        if (transactionKey != null) {
            throw Failures.managed(target, "setReadOnly");
        }
        if (elsewhere) {
            throw Failures.readRouteStays(target);
        }
        recorded().readOnlyHinted = readOnly;
        recorded().readOnlyAsked = readOnly;
        declared = readOnly ? AccessIntent.READ : null;
    }

    /** Whether the data source or the scope says that this is a read, rather than setReadOnly. */
    private boolean isReadElsewhere() {
        boolean fromSource = declared == AccessIntent.READ && (recorded == null || !recorded.readOnlyAsked);
        return fromSource || frame != null && frame.isReading();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        requireOpen();
        if (decision != null) {
            return decision.isRead();
        }
        return declared == AccessIntent.READ || declared == null && frame != null && frame.isReading();
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        if (isRouted()) {
            forced().setTransactionIsolation(level);
        } else {
            requireOpen();
            recorded().isolation = level;
        }
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return !isRouted() && recorded != null && recorded.isolation != null
                ? recorded.isolation
                : forQuestions().getTransactionIsolation();
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        if (isRouted()) {
            forced().setHoldability(holdability);
        } else {
            requireOpen();
            recorded().holdability = holdability;
        }
    }

    @Override
    public int getHoldability() throws SQLException {
        return !isRouted() && recorded != null && recorded.holdability != null
                ? recorded.holdability
                : forQuestions().getHoldability();
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        if (isRouted()) {
            requireOwnSession("setNetworkTimeout");
            forced().setNetworkTimeout(executor, milliseconds);
        } else {
            requireOpen();
            recorded().networkTimeout = milliseconds;
            recorded().networkTimeoutExecutor = executor;
        }
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return !isRouted() && recorded != null && recorded.networkTimeout != null
                ? recorded.networkTimeout
                : forQuestions().getNetworkTimeout();
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        requireOpen();
        if (target.schema() != null) {
            if (!target.schema().equals(schema)) {
                throw Failures.tenantSchemaStays(target);
            }
        } else if (isRouted()) {
            requireOwnSession("setSchema");
            session.markDirty();
            forced().setSchema(schema);
        } else {
            recorded().schema = schema;
        }
    }

    @Override
    public String getSchema() throws SQLException {
        if (target.schema() != null) {
            requireOpen();
            return target.schema();
        }
        return !isRouted() && recorded != null && recorded.schema != null
                ? recorded.schema
                : forQuestions().getSchema();
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        requireOpen();
        if (target.schema() != null) {
            if (!catalog.equals(getCatalog())) {
                throw Failures.tenantSchemaStays(target);
            }
        } else if (isRouted()) {
            requireOwnSession("setCatalog");
            session.markDirty();
            forced().setCatalog(catalog);
        } else {
            recorded().catalog = catalog;
        }
    }

    @Override
    public String getCatalog() throws SQLException {
        return !isRouted() && recorded != null && recorded.catalog != null
                ? recorded.catalog
                : forQuestions().getCatalog();
    }

    /** What JDBC sets for the session would stay with a connection of the server when its transaction ends. */
    private void requireOwnSession(String call) throws SQLException {
        if (session.isManaged()) {
            throw Failures.managed(target, call);
        }
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "HOLDF00325: A type map would stay with the pooled connection. Pass it to getObject.", "0A000");
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return forQuestions().getTypeMap();
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        requireOpenForClientInfo();
        if (isRouted()) {
            session.markDirty();
            physical.setClientInfo(name, value);
        } else {
            recorded().clientInfo().setProperty(name, value);
        }
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        requireOpenForClientInfo();
        if (isRouted()) {
            session.markDirty();
            physical.setClientInfo(properties);
        } else {
            recorded().clientInfo().putAll(properties);
        }
    }

    // The method of the interface does not declare SQLException.
    private void requireOpenForClientInfo() throws SQLClientInfoException {
        if (closed) {
            SQLException failure = Failures.closed(target);
            throw new SQLClientInfoException(failure.getMessage(), failure.getSQLState(), Map.of());
        }
    }

    @Override
    public String getClientInfo(String name) throws SQLException {
        String known = !isRouted() && recorded != null ? recorded.clientInfo().getProperty(name) : null;
        return known != null ? known : forQuestions().getClientInfo(name);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        Properties known = new Properties();
        known.putAll(forQuestions().getClientInfo());
        if (!isRouted() && recorded != null) {
            known.putAll(recorded.clientInfo());
        }
        return known;
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return isRouted() ? forced().getWarnings() : null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        if (isRouted()) {
            forced().clearWarnings();
        }
    }

    // ---- values

    @Override
    public Clob createClob() throws SQLException {
        return forced().createClob();
    }

    @Override
    public Blob createBlob() throws SQLException {
        return forced().createBlob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        return forced().createNClob();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return forced().createSQLXML();
    }

    @Override
    public Array createArrayOf(String type, Object[] elements) throws SQLException {
        return forced().createArrayOf(type, elements);
    }

    @Override
    public Struct createStruct(String type, Object[] attributes) throws SQLException {
        return forced().createStruct(type, attributes);
    }

    // ---- wrapper

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type == Route.class) {
            forced();
            return type.cast(decision.route());
        }
        return type.isInstance(this) ? type.cast(this) : forced().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type == Route.class || type.isInstance(this) || forced().isWrapperFor(type);
    }

    @Override
    public String toString() {
        return "RoutedConnection[" + target.description() + ", "
                + (decision == null
                        ? "not routed yet"
                        : decision.route().node() + ", " + decision.route().reason()) + "]";
    }
}
