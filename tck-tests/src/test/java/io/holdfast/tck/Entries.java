package io.holdfast.tck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

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
}
