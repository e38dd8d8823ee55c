package io.holdfast.demo.shop;

import io.holdfast.ReadOnly;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Orders of the current tenant.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class Orders {

    @Inject
    DataSource database;

    @Transactional // on the primary
    public Answer place(String item) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (item) VALUES (?)")) {
            insert.setString(1, item);
            insert.executeUpdate();
            return Answer.from(connection);
        }
    }

    @ReadOnly // on a standby, unless this request has written
    public Answer count() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Answer.from(connection);
        }
    }

    /** Places an order and finds out too late that it must not be. */
    @Transactional
    public void placeAndFail(String item) throws SQLException {
        place(item);
        throw new IllegalStateException("The card was refused");
    }
}
