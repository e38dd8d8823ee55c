package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.outbox.spi.OutboxStore.Claimed;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import io.holdfast.outbox.spi.OutboxStore.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of database does what is on the hot path, and the words in which it differs for everything else. The operations keep
 * what {@link io.holdfast.outbox.spi.OutboxStore} promises; none is called with nothing to do.
 *
 * <p><strong>Threading:</strong> implementations are thread-safe.
 */
public interface OutboxDialect {

    OutboxTables tables();

    /** The SQL of the present moment: that of the statement, not of the transaction. */
    String clock();

    /** The SQL of the present moment less a parameter, in microseconds. */
    String earlier();

    /** The SQL of how many microseconds there are until a moment. */
    String microsUntil(String moment);

    /** A moment, where columns have a time zone. */
    default Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** An id, where the database has a type for it. */
    default UUID uuid(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    /** Sets what {@link #uuid} reads. */
    default void setUuid(PreparedStatement statement, int index, UUID id) throws SQLException {
        statement.setObject(index, id);
    }

    /** In which folder the files are that create the tables. */
    String scripts();

    /** Puts the place of the tables into a statement of such a file. */
    default String qualified(String statement) {
        return statement;
    }

    /** Which of {@link OutboxTables#ALL} are there. */
    Set<String> presentTables(Connection connection) throws SQLException;

    void withSchemaLock(Connection connection, Duration wait, SchemaWork work) throws SQLException;

    /** Inserts events; those with deduplication keys have been looked after. */
    Map<UUID, Inserted> insert(Connection connection, List<NewEvent> events, @Nullable Lease lease) throws SQLException;

    boolean register(Connection connection, InboxKey key) throws SQLException;

    /**
     * Registers several.
     *
     * @param keys in {@link InboxKey#ORDER}, none twice
     * @return those that are new
     */
    Set<InboxKey> registerAll(Connection connection, List<InboxKey> keys) throws SQLException;

    List<Confirmed> confirm(Connection connection, List<Long> rows, Lease lease) throws SQLException;

    List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException;

    int delete(Connection connection, Map<Long, Long> rows) throws SQLException;

    Set<Long> renew(Connection connection, Map<Long, Long> rows, Duration time) throws SQLException;

    int release(Connection connection, List<Retry> retries) throws SQLException;

    int park(Connection connection, List<Parking> parkings) throws SQLException;

    int purgeInbox(Connection connection, Duration retention, int limit) throws SQLException;

    /** What is done under the lock. */
    @FunctionalInterface
    interface SchemaWork {
        void run() throws SQLException;
    }
}
