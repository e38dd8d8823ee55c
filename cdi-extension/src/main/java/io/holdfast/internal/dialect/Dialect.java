package io.holdfast.internal.dialect;

import io.holdfast.NodeRole;
import io.holdfast.error.ErrorDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must know about a kind of database. Decides nothing about routing.
 *
 * <p><strong>Threading:</strong> stateless and thread-safe; a {@link Connection} handed in is used by one thread.
 */
public interface Dialect {

    /**
     * The name used in the configuration.
     *
     * @return for instance {@code postgresql}
     */
    String name();

    /**
     * Which table of error codes applies.
     *
     * @return the table
     */
    ErrorDialect errors();

    /**
     * What this dialect cannot guarantee, in sentences for a log line at boot and for the docs.
     *
     * @return the gaps, empty if there are none
     */
    List<String> gaps();

    /**
     * Whether a session that {@link #plan} made read-only refuses writes, with and without autocommit. Where it does not, the
     * driver is only given a hint. A borrower that makes the session writable by SQL of its own is not stopped by either.
     *
     * @return true if the database refuses
     */
    boolean enforcesReadOnly();

    /**
     * The schema that a new session of this URL is in, if a session that left it has to be sent back by name. Callers use it
     * as {@link SessionTarget#schema()} where no other schema is configured.
     *
     * @param url a JDBC URL
     * @return the schema, or empty if a full reset leads back or nothing is known
     */
    default Optional<String> homeSchema(String url) {
        return Optional.empty();
    }

    /**
     * Driver properties that bound connecting and waiting, and that make new sessions fit for the plans. What the URL or the
     * configuration says wins over them, see {@link DriverProperties}.
     *
     * @param settings what to express
     * @return properties by name
     */
    Map<String, String> driverProperties(DriverSettings settings);

    /**
     * Checks once per physical connection that the node can play its role: a primary must accept writes.
     *
     * @param connection the driver's own connection
     * @param role the role it is configured for
     * @throws SQLException with SQLSTATE 25006 if the role is wrong, or what the database says
     */
    void verifyRole(Connection connection, NodeRole role) throws SQLException;

    /**
     * How many connections the server takes from ordinary logins.
     *
     * @param connection the driver's own connection
     * @return the limit, or empty if this kind of database has none that can be asked for
     * @throws SQLException if the database does not answer
     */
    default OptionalInt connectionLimit(Connection connection) throws SQLException {
        return OptionalInt.empty();
    }

    /**
     * Makes the plan that turns any session into the one described. Called at boot, not per connection.
     *
     * @param session what the next borrower must find
     * @param fullReset whether to undo everything that an earlier borrower may have left behind
     * @return the plan
     * @throws IllegalArgumentException if a schema or variable name has no place in this database; the message says why
     */
    SessionPlan plan(SessionTarget session, boolean fullReset);

    /**
     * Makes the plan that turns a connection which the container has made part of its transaction into the one described. What
     * it sets ends with the transaction, since nobody can clean up after that.
     *
     * @param session what the borrower must find until the transaction ends
     * @return the plan, or empty if this kind of database has no settings that end with a transaction
     * @throws IllegalArgumentException as {@link #plan} does
     */
    default Optional<SessionPlan> transactionPlan(SessionTarget session) {
        boolean nothing = session.schema() == null && session.variables().isEmpty();
        boolean promised = session.readOnly() && enforcesReadOnly();
        return nothing && !promised ? Optional.of(connection -> {}) : Optional.empty();
    }

    /**
     * The state of the local transaction as the driver knows it, without asking the database where possible.
     *
     * @param connection the driver's own connection, autocommit off
     * @return the state
     * @throws SQLException if the database had to be asked and did not answer
     */
    TransactionState transactionState(Connection connection) throws SQLException;

    /**
     * Tells whether somebody has begun a transaction on a connection whose autocommit is on, as some drivers do when they are
     * enlisted as XA resources.
     *
     * @param connection a connection, autocommit on; of a server, with the driver's own below it or hidden
     * @param ask whether to ask the database where the driver does not tell
     * @return true if there is one, as far as can be told
     * @throws SQLException if the database was asked and did not answer
     */
    default boolean isBegunUnderAutoCommit(Connection connection, boolean ask) throws SQLException {
        return false;
    }

    /**
     * Rolls back a transaction that was begun in SQL while autocommit is on, which the driver's own rollback does not touch. Asks
     * the driver, not the database, whether there is one.
     *
     * @param connection the driver's own connection, autocommit on
     * @return true if there was one, as far as the driver tells
     * @throws SQLException if it could not be rolled back
     */
    default boolean rollbackUnderAutoCommit(Connection connection) throws SQLException {
        return false;
    }

    /** What the driver is asked to do. */
    record DriverSettings(
            Duration connectTimeout, Duration socketTimeout, Duration acquisitionTimeout, boolean schemaPerTenant) {}

    /**
     * What the borrower must find.
     *
     * @param schema schema (catalog on MySQL and MariaDB), or null for the login's default
     * @param variables session variables by name, in a fixed order
     * @param readOnly whether writes must be refused, with and without autocommit
     */
    record SessionTarget(@Nullable String schema, Map<String, String> variables, boolean readOnly) {}

    /** State of a local transaction. */
    enum TransactionState {
        /** No statement has run in it. */
        IDLE,
        /** Usable. */
        OPEN,
        /** The database will roll it back whatever is asked: a statement failed in it. */
        FAILED
    }
}
