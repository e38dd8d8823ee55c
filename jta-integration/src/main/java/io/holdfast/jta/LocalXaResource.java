package io.holdfast.jta;

import io.holdfast.error.DataErrorDetails;
import io.holdfast.error.DataErrorKind;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataSQLException;
import io.holdfast.error.FailedCall;
import io.holdfast.spi.ManagedTransaction.LocalResource;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The local transaction of one connection, dressed as an {@link XAResource} that knows one phase only.
 *
 * <p>Alone in its transaction it is never asked to prepare. Asked nevertheless, it vetoes: it cannot promise to commit later,
 * and a promise that it cannot keep would lose atomicity in silence.
 *
 * <p>A commit that failed is reported in one of two ways. Where the database certainly rolled back (a deferred constraint, a
 * serialization failure): {@code XA_RBROLLBACK}, and the caller of {@code commit()} gets a {@code RollbackException}. Where it
 * may have committed (the connection died, or nothing is known): {@code XA_HEURHAZ}, and the caller gets a
 * {@code HeuristicMixedException} on Narayana. Both carry the SQL failure in their suppressed exceptions, classified for the
 * call that failed, so that {@link DataErrors#classify(Throwable)} tells the truth.
 *
 * <p><strong>Threading:</strong> a transaction manager may roll back from another thread after a time-out.
 */
final class LocalXaResource implements XAResource {
    private final LocalResource resource;
    private boolean ended;
    private volatile boolean outcomeUnknown;

    LocalXaResource(LocalResource resource) {
        this.resource = resource;
    }

    String description() {
        return resource.description();
    }

    /** True after a commit of which nobody knows whether it happened. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    @Override
    public void start(Xid xid, int flags) {
        // The connection belongs to this transaction from the moment it was enlisted.
    }

    @Override
    public void end(Xid xid, int flags) {
        // See start.
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        XAException veto = failure(XAException.XA_RBROLLBACK, JtaMessages.vetoed(description()), null);
        rollback(xid);
        throw veto;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        if (!onePhase || !tryEnd()) {
            throw new XAException(XAException.XAER_PROTO);
        }
        try {
            resource.commit();
        } catch (SQLException | RuntimeException e) {
            throw commitFailed(e);
        }
    }

    @Override
    public void rollback(Xid xid) {
        if (!tryEnd()) {
            return;
        }
        try {
            resource.rollback();
        } catch (SQLException | RuntimeException e) {
            // COMMIT was never sent, so the work is gone with the connection: a rollback it is, whatever the driver
            // says.
            JtaMessages.rollbackFailed(description(), e);
        }
    }

    /** A transaction manager may roll back what has vetoed already. */
    private synchronized boolean tryEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private XAException commitFailed(Exception cause) {
        DataErrorDetails details = DataErrors.classify(cause, null, FailedCall.COMMIT);
        if (isCertainlyRolledBack(details)) {
            String message = JtaMessages.rolledBackAtCommit(description());
            return failure(XAException.XA_RBROLLBACK, message, new DataSQLException(message, details, cause));
        }
        outcomeUnknown = true;
        String message = JtaMessages.outcomeUnknown(description());
        JtaMessages.outcomeUnknown(message, cause);
        return failure(XAException.XA_HEURHAZ, message, new DataSQLException(message, unknown(details), cause));
    }

    /** The database answered the commit, and the answer was no. */
    private static boolean isCertainlyRolledBack(DataErrorDetails details) {
        return switch (details.kind()) {
            case OUTCOME_UNKNOWN, CONNECTION_LOST, OVERLOADED, OTHER -> false;
            // Cancelled by the server while it checked deferred constraints; other time-outs say nothing about the
            // commit.
            case TIMED_OUT -> "57014".equals(details.sqlState());
            default -> true;
        };
    }

    private static DataErrorDetails unknown(DataErrorDetails details) {
        return new DataErrorDetails(
                DataErrorKind.OUTCOME_UNKNOWN,
                DataErrorKind.OUTCOME_UNKNOWN.advice(),
                FailedCall.COMMIT,
                details.tenant(),
                details.dataSource(),
                details.node(),
                details.sqlState(),
                details.vendorCode(),
                details.attempt());
    }

    private static XAException failure(int code, String message, @Nullable Throwable cause) {
        XAException failure = new XAException(message);
        failure.errorCode = code;
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return this == other;
    }

    @Override
    public void forget(Xid xid) {
        // Nothing is remembered.
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
