package io.holdfast.demo.shop;

import io.holdfast.Route;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a connection shows of the orders, the port of the database server that said so, and why Holdfast went there.
 *
 * <p><strong>Threading:</strong> immutable.
 */
record Answer(long orders, int port, String reason) {

    static Answer from(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), inet_server_port() FROM orders")) {
            row.next();
            String reason = connection.unwrap(Route.class).reason().name();
            return new Answer(row.getLong(1), row.getInt(2), reason);
        }
    }

    @Override
    public String toString() {
        return "orders=" + orders + " port=" + port + " reason=" + reason;
    }
}
