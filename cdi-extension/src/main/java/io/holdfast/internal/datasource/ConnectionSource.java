package io.holdfast.internal.datasource;

import io.holdfast.internal.routing.Node;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the connections of one node come from: a pool of our own, or a data source of the server.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> owned and closed by the registry.
 */
interface ConnectionSource {

    Node node();

    /**
     * Borrows a connection in the state that the plans describe.
     *
     * @throws SQLException what the pool, the driver or the database said
     */
    Session borrow(SessionPlans plans) throws SQLException;

    /**
     * Gives a borrowed connection to another use of the same borrower.
     *
     * @throws SQLException if it could not be put into the state that the plans describe; it is given up then
     */
    Session prepareAgain(Session session, SessionPlans plans) throws SQLException;

    /**
     * Takes a connection back. Never throws: what fails here is not the caller's result. An open local transaction is rolled
     * back.
     *
     * @return true if there was one
     */
    boolean release(Session session, Connection connection);

    /** The borrower got this from a connection of this source. */
    void heard(SQLException failure);

    /** What to do when no connection was free, as the end of a message. */
    String overloadAdvice();

    /** Lends nothing any more, and closes what it has opened. */
    void close();
}
