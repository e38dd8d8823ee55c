package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Where a connection really is, told by the database at its other end.
 *
 * @param node the name of the node, from the server's port
 * @param pid the server's process for this connection: equal means the same physical connection
 * @param readOnly whether the session refuses writes
 */
public record Place(String node, int pid, boolean readOnly) {

    private static final String QUESTION = "SELECT pg_catalog.inet_server_port(), pg_catalog.pg_backend_pid(),"
            + " pg_catalog.current_setting('transaction_read_only'), pg_catalog.pg_is_in_recovery()";

    /** Asks the server of a connection. */
    public static Place of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            String node = Trio.here().nodeAt(row.getInt(1));
            assertThat(row.getBoolean(4)).as("%s is a standby", node).isEqualTo(!node.equals(Trio.PRIMARY));
            return new Place(node, row.getInt(2), row.getString(3).equals("on"));
        }
    }

    /** Asks the server that the next connection of a data source leads to. */
    public static Place of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return of(connection);
        } catch (SQLException e) {
            throw new AssertionError("A connection to ask was not to be had: " + e.getMessage(), e);
        }
    }

    /** Stores a row of {@link Entries} over one connection, and tells where. */
    public static Place ofInsert(DataSource dataSource, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Entries.insert(connection, name);
            return of(connection);
        }
    }

    /** The primary, in a session that accepts writes. */
    public boolean isWritingPrimary() {
        return node.equals(Trio.PRIMARY) && !readOnly;
    }

    /** The primary, in a session that refuses writes. */
    public boolean isReadingPrimary() {
        return node.equals(Trio.PRIMARY) && readOnly;
    }

    /** A standby. */
    public boolean isReplica() {
        return Trio.REPLICAS.contains(node) && readOnly;
    }
}
