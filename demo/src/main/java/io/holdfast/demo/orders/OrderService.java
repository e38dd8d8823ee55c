package io.holdfast.demo.orders;

import io.holdfast.ReadOnly;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Takes orders of the current tenant.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
// tag::example[]
@ApplicationScoped
public class OrderService {

    @Inject
    DataSource database;

    @Transactional(rollbackOn = SQLException.class) // on the primary; from here on this request reads there, too
    public long place(String item) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO orders (item) VALUES (?) RETURNING id")) {
            insert.setString(1, item);
            return firstNumber(insert);
        }
    }

    @ReadOnly // on a standby, unless this request has written
    public long count() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM orders")) {
            return firstNumber(count);
        }
    }
    // end::example[]

    private static long firstNumber(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
