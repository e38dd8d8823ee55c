package io.holdfast.internal.datasource.pool;

import io.holdfast.internal.routing.Node;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the connections of one node come from: a pool of our own, or a data source of the server.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> owned and closed by the registry.
 */
public interface ConnectionSource {

    /**
     * The node.
     *
     * @return the node
     */
    Node node();

    /**
     * Borrows a connection in the state that the plans describe.
     *
     * @param plans the ways to that state
     * @return the connection
     * @throws SQLException what the pool, the driver or the database said
     */
    Session borrow(SessionPlans plans) throws SQLException;

    /**
     * Gives a borrowed connection to another use of the same borrower.
     *
     * @param session what was borrowed
     * @param plans the ways to the wanted state
     * @return the connection, which may be another one
     * @throws SQLException if it could not be put into the state that the plans describe; it is given up then
     */
    Session prepareAgain(Session session, SessionPlans plans) throws SQLException;

    /**
     * Takes a connection back. Never throws: what fails here is not the caller's result. An open local transaction is rolled
     * back.
     *
     * @param session what was borrowed
     * @param connection its {@link Session#wrapper()} at that time
     * @return true if there was one
     */
    boolean release(Session session, Connection connection);

    /**
     * Hears what the borrower got from a connection of this source.
     *
     * @param failure the exception
     */
    void heard(SQLException failure);

    /**
     * What to do when no connection was free.
     *
     * @return the end of a message
     */
    String overloadAdvice();

    /** Lends nothing any more, and closes what it has opened. */
    void close();
}
