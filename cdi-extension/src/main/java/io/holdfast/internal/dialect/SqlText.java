package io.holdfast.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Writes checked names and any values as SQL, and asks for single numbers. */
final class SqlText {

    private SqlText() {}

    static String quoted(String identifier, char quote) {
        return quote + identifier + quote;
    }

    /** Reads the same whatever {@code standard_conforming_strings} is: the session may not be in its initial state. */
    static String postgresLiteral(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Reads the same whatever {@code sql_mode} says about backslashes and quotes. */
    static String mysqlLiteral(String value) {
        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        return hex.isEmpty() ? "''" : "CONVERT(0x" + hex + " USING utf8mb4)";
    }

    static String standardLiteral(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static OptionalInt queriedInt(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? OptionalInt.of(result.getInt(1)) : OptionalInt.empty();
        }
    }
}
