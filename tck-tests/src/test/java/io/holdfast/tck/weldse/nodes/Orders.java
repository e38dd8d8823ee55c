package io.holdfast.tck.weldse.nodes;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.holdfast.AccessIntent;
import io.holdfast.DataSourceRegistry;
import io.holdfast.outbox.Outbox;
import io.holdfast.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.UUID;

/** Transactions that publish, and end in all the ways there are. */
@ApplicationScoped
public class Orders {

    @Inject
    Outbox outbox;

    @Inject
    DataSourceRegistry registry;

    /** Commits. */
    @Transactional
    public void place(UUID id, String key, int number) throws SQLException {
        publish(id, key, number);
    }

    /** Rolls back by an exception. */
    @Transactional
    public void fail(UUID id, String key, int number) throws SQLException {
        publish(id, key, number);
        throw new IllegalStateException("rolls back");
    }

    /** Swallows an error of the database, which dooms the transaction. */
    @Transactional
    public void swallow(UUID id, String key, int number) throws SQLException {
        publish(id, key, number);
        try (Connection connection = registry.acquire(AccessIntent.WRITE);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 / 0");
        } catch (SQLException e) {
            Story.tell("SWALLOWED " + id);
        }
    }

    /** Commits, but a callback that comes last takes everything back to a savepoint: the rows of the outbox too. */
    @Transactional
    public void takeBack(UUID id, String key, int number) throws SQLException {
        Connection connection = registry.acquire(AccessIntent.WRITE);
        Savepoint savepoint = connection.setSavepoint();
        publish(id, key, number);
        TransactionSynchronizationRegistry synchronizations =
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
        synchronizations.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                try {
                    connection.rollback(savepoint);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void afterCompletion(int status) {
                if (status != Status.STATUS_COMMITTED) {
                    Story.tell("NOT_COMMITTED " + id);
                }
            }
        });
    }

    private void publish(UUID id, String key, int number) throws SQLException {
        Story.tell("PUBLISHED " + id + " " + key + " " + number);
        try (Connection connection = registry.acquire(AccessIntent.WRITE);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES ('" + id + "')");
        }
        outbox.publish(OutboxMessage.builder("order.created")
                .id(id)
                .key(key)
                .payload(Integer.toString(number))
                .build());
    }
}
