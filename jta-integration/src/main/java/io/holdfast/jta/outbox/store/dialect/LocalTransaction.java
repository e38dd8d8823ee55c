package io.holdfast.jta.outbox.store.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A short transaction on a connection that has autocommit on before and after.
 *
 * <p><strong>Threading:</strong> stateless.
 */
public final class LocalTransaction {

    private LocalTransaction() {}

    /** Runs work and commits; rolls back if it throws. */
    public static <T> T call(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.call();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            undo(connection, e);
            throw e;
        }
    }

    // Rolling back fails when the connection is what failed: the first failure says more.
    private static void undo(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** What happens in it. */
    @FunctionalInterface
    public interface Work<T> {
        T call() throws SQLException;
    }
}
