package io.holdfast.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Puts a session into a known state, in at most one round trip.
 *
 * <p><strong>Threading:</strong> immutable; used by many threads with their own connections.
 */
@FunctionalInterface
public interface SessionPlan {

    /**
     * Applies the plan. Autocommit is on and no transaction is open. On an exception the state is unknown and the connection
     * must be destroyed.
     *
     * @param connection the driver's own connection
     * @throws SQLException if the database refused or did not answer
     */
    void apply(Connection connection) throws SQLException;
}
