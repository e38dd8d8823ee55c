package io.holdfast.internal.datasource;

import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.routing.Node.Decision;
import java.sql.Connection;

/**
 * A borrowed connection that a transaction holds, and that several handles use one after the other.
 *
 * <p><strong>Threading:</strong> used by the transaction's thread; ended by whoever completes the transaction, which after a
 * time-out is another one.
 */
class Shared {

    private final Object transactionKey;
    private final TenantTarget target;
    private final Decision decision;
    private final Session session;
    private final Connection connection;
    private volatile boolean ended;

    Shared(Object transactionKey, TenantTarget target, Decision decision, Session session) {
        this.transactionKey = transactionKey;
        this.target = target;
        this.decision = decision;
        this.session = session;
        this.connection = session.wrapper();
    }

    Object transactionKey() {
        return transactionKey;
    }

    TenantTarget target() {
        return target;
    }

    Decision decision() {
        return decision;
    }

    Session session() {
        return session;
    }

    Connection connection() {
        return connection;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Gives the connection back. Its handles are of no use any more. */
    void end(ConnectionEngine engine) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (session.holder() != Thread.currentThread()) {
            // A time-out is completed by another thread, and the borrower may still be inside a call.
            session.neverLendAgain(connection);
        }
        engine.sessions().release(target, decision, session, connection);
    }
}
