package io.holdfast.internal.datasource;

import io.holdfast.internal.datasource.pool.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a connection before it was routed, and what else only few connections need. Null means: not asked.
 */
final class Recorded {

    @Nullable Boolean autoCommit;

    @Nullable Integer isolation;

    @Nullable Integer holdability;

    @Nullable Integer networkTimeout;

    @Nullable Executor networkTimeoutExecutor;

    @Nullable String schema;

    @Nullable String catalog;

    boolean readOnlyAsked;
    boolean readOnlyHinted;
    boolean metadataOut;
    LeakWatch.@Nullable Entry leak;

    private @Nullable Properties clientInfo;
    private @Nullable Session questions;

    Properties clientInfo() {
        if (clientInfo == null) {
            clientInfo = new Properties();
        }
        return clientInfo;
    }

    /** Applies everything to a connection that the handle owns. */
    void applyTo(Connection connection, Session session) throws SQLException {
        applySettings(connection, session);
        if (autoCommit != null) {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** Applies what makes sense on a connection of a transaction. */
    void applyToManaged(TenantTarget target, Connection connection, Session session) throws SQLException {
        if (autoCommit != null && autoCommit) {
            throw Failures.managed(target, "setAutoCommit(true)");
        }
        if (session.isManaged() && (schema != null || catalog != null || networkTimeout != null)) {
            // It would stay with the server's connection after the transaction.
            throw Failures.managed(target, "setSchema, setCatalog or setNetworkTimeout");
        }
        applySettings(connection, session);
    }

    private void applySettings(Connection connection, Session session) throws SQLException {
        if (isolation != null) {
            connection.setTransactionIsolation(isolation);
        }
        if (holdability != null) {
            connection.setHoldability(holdability);
        }
        if (networkTimeout != null) {
            connection.setNetworkTimeout(networkTimeoutExecutor, networkTimeout);
        }
        if (schema != null || catalog != null || clientInfo != null) {
            session.markDirty();
            applyUntracked(connection);
        }
    }

    private void applyUntracked(Connection connection) throws SQLException {
        if (catalog != null) {
            connection.setCatalog(catalog);
        }
        if (schema != null) {
            connection.setSchema(schema);
        }
        if (clientInfo != null) {
            connection.setClientInfo(clientInfo);
        }
    }

    /** A connection to the primary that answers questions until the handle is closed. */
    Connection questions(ConnectionEngine engine, TenantTarget target) throws SQLException {
        if (questions == null) {
            questions = engine.takeForMetadata(target);
        }
        return questions.wrapper();
    }

    /** Gives the connection of {@link #questions} to the handle itself; null if nothing was asked. */
    @Nullable Session handOver() {
        Session held = questions;
        questions = null;
        return held;
    }

    /** Where the connection was taken, if leaks are watched. */
    @Nullable Throwable place() {
        return leak == null ? null : leak.place();
    }

    void close(ConnectionEngine engine, TenantTarget target) {
        if (leak != null) {
            engine.leaks().closed(leak);
        }
        endQuestions(engine, target);
    }

    /**
     * Gives the connection for questions back before another one is taken: threads that hold one each and wait for a second
     * would wait for each other. Metadata that the application holds still needs it.
     */
    void answered(ConnectionEngine engine, TenantTarget target) {
        if (!metadataOut) {
            endQuestions(engine, target);
        }
    }

    private void endQuestions(ConnectionEngine engine, TenantTarget target) {
        Session ended = questions;
        if (ended != null) {
            questions = null;
            engine.sessions().release(target, ended.decision(), ended, ended.wrapper());
        }
    }
}
