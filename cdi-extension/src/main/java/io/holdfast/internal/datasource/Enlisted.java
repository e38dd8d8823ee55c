package io.holdfast.internal.datasource;

import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.routing.Node.Decision;
import io.holdfast.spi.ManagedTransaction.LocalResource;
import java.sql.SQLException;

/**
 * The one connection to a primary that a write transaction works on.
 *
 * <p><strong>Threading:</strong> see {@link Shared}.
 */
final class Enlisted extends Shared implements LocalResource {

    Enlisted(Object transactionKey, TenantTarget target, Decision decision, Session session) {
        super(transactionKey, target, decision, session);
    }

    @Override
    public String description() {
        return target().description();
    }

    /**
     * Makes sure that a commit would be one. PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and the driver
     * takes that for success.
     *
     * @throws SQLException if the database has given the transaction up
     */
    void verifyCommittable() throws SQLException {
        ConnectionEngine.verifyCommittable(target(), session());
    }

    @Override
    public void commit() throws SQLException {
        verifyCommittable();
        try {
            connection().commit();
        } catch (SQLException e) {
            throw Failures.commitFailed(target(), e);
        }
    }

    @Override
    public void rollback() throws SQLException {
        connection().rollback();
    }
}
