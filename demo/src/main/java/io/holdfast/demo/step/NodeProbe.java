package io.holdfast.demo.step;

import io.holdfast.ReadRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Asks the database itself who it is, so that the demo does not believe what Holdfast says of itself.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class NodeProbe {

    @Inject
    DataSource database;

    @Inject
    @ReadRoute
    DataSource reads;

    /** A server process, told by the database: nothing else on this machine has the same two numbers. */
    record Backend(int port, int pid, boolean standby) {}

    Backend ofReads() throws SQLException {
        return ask(reads);
    }

    Backend ofDefault() throws SQLException {
        return ask(database);
    }

    private static Backend ask(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT inet_server_port(), pg_backend_pid(), pg_is_in_recovery()")) {
            row.next();
            return new Backend(row.getInt(1), row.getInt(2), row.getBoolean(3));
        }
    }
}
