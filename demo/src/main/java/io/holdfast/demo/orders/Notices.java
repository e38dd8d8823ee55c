package io.holdfast.demo.orders;

import io.holdfast.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What customers and the warehouse of the current tenant are told. The table would take the same notice twice: it has no key.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
@ApplicationScoped
public class Notices {

    @Inject
    DataSource database;

    @Inject
    Event<Notice> stored;

    void store(String reader, String item, OutboxEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO notices (reader, item, event) VALUES (?, ?, ?)")) {
            insert.setString(1, reader);
            insert.setString(2, item);
            insert.setObject(3, event.id());
            insert.executeUpdate();
        }
        stored.fire(new Notice(reader, item, event));
    }
}
