package io.holdfast.benchmarks.outbox;

import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The transactions of an application, under JTA. */
@ApplicationScoped
public class Shop {

    @Inject
    Outbox outbox;

    @Inject
    DataSourceRegistry registry;

    /** A small insert, and as many events as said. */
    @Transactional
    public void order(int events) throws SQLException {
        try (Connection connection = registry.acquire(AccessIntent.WRITE);
                PreparedStatement insert = connection.prepareStatement(PlainJdbc.INSERT_ORDER)) {
            insert.setString(1, "order");
            insert.executeUpdate();
        }
        for (int i = 0; i < events; i++) {
            outbox.publish(OutboxMessage.of(Payloads.TYPE, Payloads.BYTES));
        }
    }

    /** Nothing but an event. */
    @Transactional
    public void publish(String type) {
        outbox.publish(OutboxMessage.of(type, Payloads.BYTES));
    }

    /** An event that tells its number. */
    @Transactional
    public void publish(int number, Latencies latencies) {
        outbox.publish(OutboxMessage.of(Payloads.TYPE, Integer.toString(number)));
        latencies.commitBegins(number);
    }
}
