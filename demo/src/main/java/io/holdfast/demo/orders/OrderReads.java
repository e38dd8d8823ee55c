package io.holdfast.demo.orders;

import io.holdfast.ReadRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Looks orders of the current tenant up.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
// tag::example[]
@ApplicationScoped
public class OrderReads {

    @Inject
    @ReadRoute // always reads: on a standby, unless this request has written
    DataSource database;

    public Optional<String> find(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT item FROM orders WHERE id = ?")) {
            query.setLong(1, id);
            ResultSet rows = query.executeQuery();
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
// end::example[]
