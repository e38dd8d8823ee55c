package io.holdfast.tck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** The one table that the tests write to. Each test uses names of its own, so nothing needs to be cleared. */
public final class Entries {

    private Entries() {}

    /** A name that no other test uses. */
    public static String newName() {
        return "e-" + UUID.randomUUID();
    }

    /** Stores a row. */
    public static void insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    /** Stores a row over a connection of its own. */
    public static void insert(DataSource dataSource, String name) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            insert(connection, name);
        }
    }

    /** Does what is refused when the transaction commits, and no sooner. The table goes with the transaction. */
    public static void insertDuplicateThatTheCommitFinds(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE once (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
            statement.execute("INSERT INTO once VALUES (1), (1)");
        }
    }

    /** Counts the rows of a name that a connection sees. */
    public static int count(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM entry WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The tenant's schema as a row in it tells, so that no setting can lie. */
    public static String owner(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM owner");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** The same, over a connection of its own. */
    public static String owner(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return owner(connection);
        }
    }
}
