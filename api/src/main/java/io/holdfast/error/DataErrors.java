package io.holdfast.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failure means and what may be done about it, from its codes, its types, its whole chain and the call
 * that failed.
 *
 * <pre>{@code
 * try {
 *     connection.commit();
 * } catch (SQLException e) {
 *     var details = DataErrors.classify(e, ErrorDialect.POSTGRESQL, FailedCall.COMMIT);
 *     if (!details.isRetryable()) { ... }
 * }
 * }</pre>
 *
 * <p>The rules:
 * <ul>
 * <li>Causes, next and suppressed exceptions count. Any unknown outcome wins, then any lost connection, then the first
 * link that says anything. A {@link DataFailure} in the chain was classified closer to the failure: its details stand.
 * <li>Per {@code SQLException}: the vendor code, the exact SQLSTATE, its class, then the JDBC type. Messages are not
 * read, but for two that have no other mark.
 * <li>A lost connection, an overload or a client's time-out in a commit, or in a writing statement in autocommit mode,
 * is {@link DataErrorKind#OUTCOME_UNKNOWN}. When the call is not known their kind stays and the advice is
 * {@link RetryAdvice#VERIFY_FIRST}, which is not retryable either.
 * <li>An exception without any code from {@link FailedCall#ACQUIRE} is the pool's own time-out:
 * {@link DataErrorKind#OVERLOADED}.
 * <li>What says nothing is {@link DataErrorKind#OTHER}, not to be retried: never guessed to be transient. So is an
 * {@link Error}; {@link #translate(Throwable, FailureContext) translate} throws it on.
 * <li>An {@link InterruptedException} is {@link DataErrorKind#TIMED_OUT}, and the interrupt flag of the current thread
 * is set again, unless the interrupt hit another thread whose result this one waited for.
 * </ul>
 *
 * <p>Without a dialect it is guessed: by the package of an exception class in the chain ({@code org.postgresql},
 * {@code org.mariadb}, {@code com.mysql}, {@code org.h2}, {@code oracle}, {@code com.microsoft.sqlserver}), then by the
 * first frame of the stack that is in one of them, otherwise {@link ErrorDialect#GENERIC}. Name it where it is known.
 *
 * <p><strong>Threading:</strong> no state; all methods may be called from any thread and never block.
 *
 * @since 0.1
 */
public final class DataErrors {
    private DataErrors() {}

    /**
     * Classifies a failure of which nothing else is known: the dialect is guessed, the call is unknown.
     *
     * @param failure any exception
     * @return what is known; where the failure could have been that of a commit, never retryable
     */
    public static DataErrorDetails classify(Throwable failure) {
        return classify(failure, null, FailedCall.UNKNOWN);
    }

    /**
     * Classifies a failure.
     *
     * @param failure any exception
     * @param dialect whose codes to read; null to guess from the exception
     * @param call the call that failed
     * @return what is known
     */
    public static DataErrorDetails classify(Throwable failure, @Nullable ErrorDialect dialect, FailedCall call) {
        return classify(failure, FailureContext.of(dialect, call));
    }

    /**
     * Classifies a failure. Restores the interrupt flag when the failure is an interrupt of this thread.
     *
     * @param failure any exception
     * @param context what else is known
     * @return what is known; the details of a {@link DataFailure} in the chain as they are
     */
    public static DataErrorDetails classify(Throwable failure, FailureContext context) {
        FailureChain chain = FailureChain.of(failure);
        if (chain.interruptedHere()) {
            Thread.currentThread().interrupt();
        }
        ErrorDialect given = context.dialect();
        ErrorDialect dialect = given != null ? given : DialectGuess.of(chain.links());
        Verdict verdict = new Verdict(chain.links(), dialect, context.call());
        DataErrorDetails classified = verdict.classified();
        return classified != null ? classified : details(verdict, context);
    }

    private static DataErrorDetails details(Verdict verdict, FailureContext context) {
        Finding found = CallShift.apply(verdict.finding(), context.call());
        SQLException evidence = verdict.evidence();
        return new DataErrorDetails(
                CallShift.kind(found, context),
                CallShift.advice(found, context),
                context.call(),
                context.tenant(),
                context.dataSource(),
                context.node(),
                evidence == null ? null : evidence.getSQLState(),
                evidence == null ? 0 : evidence.getErrorCode(),
                context.attempt());
    }

    /**
     * Makes the unchecked exception for a failure.
     *
     * @param failure any exception
     * @param dialect whose codes to read; null to guess from the exception
     * @param call the call that failed
     * @return the exception to throw, see {@link #translate(Throwable, FailureContext)}
     */
    public static DataException translate(Throwable failure, @Nullable ErrorDialect dialect, FailedCall call) {
        return translate(failure, FailureContext.of(dialect, call));
    }

    /**
     * Makes the unchecked exception for a failure. Its message names the call, the place, the kind and the way out,
     * and repeats nothing of the driver's text.
     *
     * @param failure any exception
     * @param context what else is known
     * @return the failure itself when it is a {@link DataException}, otherwise a new one with the failure as its cause
     * @throws Error the failure itself, when it is one: an error of the machine is nobody's data error
     */
    public static DataException translate(Throwable failure, FailureContext context) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof DataException exception) {
            return exception;
        }
        DataErrorDetails details = classify(failure, context);
        return new DataException(FailureMessages.of(details), details, failure);
    }

    /**
     * Tells a pool whether the connection must be destroyed: it is dead, its outcome is unknown, its node has the
     * wrong role, or its cached plans are stale. Looks at the whole chain; allocates nothing when there is only one
     * link.
     *
     * <p>A write refused by a <em>read-only session</em> has the same SQLSTATE as one refused by a standby, and the
     * connection is as good as before; it is given up all the same, since from the exception alone nobody can tell.
     *
     * @param failure what the driver threw
     * @param dialect whose codes to read
     * @return true when the connection must not be used again
     */
    public static boolean isConnectionFatal(SQLException failure, ErrorDialect dialect) {
        boolean single =
                failure.getNextException() == null && failure.getCause() == null && failure.getSuppressed().length == 0;
        if (single) {
            return isFatalLink(failure, dialect);
        }
        for (Throwable link : FailureChain.of(failure).links()) {
            if (isFatalLink(link, dialect)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFatalLink(Throwable link, ErrorDialect dialect) {
        if (link instanceof DataFailure failure) {
            return Finding.isConnectionFatal(failure.kind());
        }
        Finding found = link instanceof SQLException e ? SqlFindings.find(e, dialect) : null;
        return found != null && found.isConnectionFatal();
    }
}
