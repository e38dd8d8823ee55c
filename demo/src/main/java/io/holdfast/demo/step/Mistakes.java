package io.holdfast.demo.step;

import io.holdfast.ReadOnly;
import io.holdfast.ReadRoute;
import io.holdfast.demo.orders.OrderService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * What applications do wrong.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class Mistakes {

    @Inject
    @ReadRoute
    DataSource reads;

    @Inject
    OrderService orders;

    long writeThroughReadRoute() throws SQLException {
        try (Connection connection = reads.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO orders (item) VALUES ('mistake')");
        }
    }

    @ReadOnly
    long placeInReadScope() throws SQLException {
        return orders.place("mistake");
    }
}
