package io.holdfast.outbox.spi;

import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.OutboxEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the outbox in one database. The tables are the truth: a row is work until it is deleted or parked, and whoever holds
 * its lease may do that.
 *
 * <p>{@link #insert}, {@link #register} take the connection of the business transaction and never end it. All others get a connection
 * of their own with autocommit on; a method that needs several statements begins and ends a transaction itself and leaves
 * autocommit on. Time is the clock of the database, at the moment of the statement.
 *
 * <p>What others implement for a database that Holdfast does not know: a {@link Factory}, found by
 * {@link java.util.ServiceLoader} before the built-in ones are asked.
 *
 * <p><strong>Threading:</strong> thread-safe; a connection is used by one thread.
 *
 * @since 0.1
 */
public interface OutboxStore {

    /** Makes stores. */
    interface Factory {

        /**
         * Tells whether it knows a kind of database.
         *
         * @param dialect the name that the configuration uses, such as {@code postgresql}
         * @return true if it does
         */
        boolean supports(String dialect);

        /**
         * Makes the store of a database. Creates nothing in it.
         *
         * @param dialect the kind of database
         * @param connection a connection to it, in the schema or catalog that the login has
         * @return the store
         * @throws SQLException if the database does not answer
         */
        OutboxStore open(String dialect, Connection connection) throws SQLException;
    }

    /**
     * Who takes rows in hand and for how long.
     *
     * @param node the node
     * @param token what fences it: new for every claim; of inserts, one for all that a node makes
     * @param time how long
     */
    record Lease(String node, long token, Duration time) {}

    /**
     * A new event.
     *
     * @param id its id
     * @param tenant its tenant, empty text for none
     * @param dataSource the name of its data source; not stored
     * @param channel its channel
     * @param type its type alias
     * @param key its key, or null
     * @param deduplicationKey its deduplication key, or null
     * @param contentType the media type
     * @param payload the payload
     * @param headers the headers
     * @param delay how long to wait from now
     * @param notBefore before which moment not to deliver it, or null
     */
    record NewEvent(
            UUID id,
            String tenant,
            String dataSource,
            String channel,
            String type,
            @Nullable String key,
            @Nullable String deduplicationKey,
            String contentType,
            byte[] payload,
            Map<String, String> headers,
            Duration delay,
            @Nullable Instant notBefore) {

        /**
         * Tells whether the event waits on purpose: then nobody has it in hand at first.
         *
         * @return true with a delay or a moment
         */
        public boolean isDeferred() {
            return !delay.isZero() || notBefore != null;
        }
    }

    /**
     * What became of a new event.
     *
     * @param row its row, or 0 if its deduplication key was there before and nothing was inserted
     * @param createdAt when, by the clock of the database; 1970 if nothing was inserted
     */
    record Inserted(long row, Instant createdAt) {}

    /**
     * A row in hand.
     *
     * @param row the row
     * @param tenant its tenant, empty text for none
     * @param attempts deliveries begun, this one included
     * @param olderRow the newest older row of the same tenant, channel and key that is still there, or 0
     * @param event the event; its data source is empty text, the relay knows it
     */
    record Claimed(long row, String tenant, int attempts, long olderRow, OutboxEvent event) {}

    /**
     * A row that is still in hand.
     *
     * @param row the row
     * @param attempts deliveries begun, this one included
     * @param olderRow as in {@link Claimed}
     */
    record Confirmed(long row, int attempts, long olderRow) {}

    /**
     * Which rows to claim.
     *
     * @param tenants whose; empty text for none. Rows of others are somebody else's, or were restored from another database
     * @param pausedChannels tenant, a line feed and channel: those to leave out
     * @param limit the most rows
     */
    record Wanted(Set<String> tenants, Set<String> pausedChannels, int limit) {}

    /**
     * A row that failed.
     *
     * @param row the row
     * @param token the token it was claimed with
     * @param pause how long until it is due again
     * @param attempts how many attempts it has had, in place of what the row says
     * @param error what to remember, or null to leave what is there
     */
    record Retry(
            long row,
            long token,
            Duration pause,
            int attempts,
            @Nullable String error) {}

    /**
     * A row to put aside.
     *
     * @param row the row
     * @param token the token it was claimed with
     * @param policy what it holds up from now on
     * @param failureClass what kind of failure
     * @param attempts how many attempts it has had; the row keeps its own number if that is larger
     * @param reason why
     * @param error the last error, or null
     */
    record Parking(
            long row,
            long token,
            OutboxChannel.PoisonPolicy policy,
            FailureClass failureClass,
            int attempts,
            String reason,
            @Nullable String error) {}

    /** What stands in the database. */
    enum SchemaState {
        /** What this library works with. */
        CURRENT,
        /** No tables. */
        MISSING,
        /** Tables of an older library, which {@link #createSchema} brings up to date. */
        OLDER,
        /** Tables of a newer library that this one must not touch. */
        NEWER
    }

    /**
     * Looks at the tables.
     *
     * @param connection a connection
     * @return what is there
     * @throws SQLException if the database does not answer
     */
    SchemaState inspectSchema(Connection connection) throws SQLException;

    /**
     * Creates the tables or brings them up to date, under a lock of the database: of several nodes that do this at once, one works
     * and the others wait.
     *
     * @param connection a connection
     * @param wait how long to wait for another node
     * @throws SQLException if it is not allowed, or the other node takes too long
     */
    void createSchema(Connection connection, Duration wait) throws SQLException;

    /**
     * Where the tables are, for messages.
     *
     * @return a qualified name
     */
    String location();

    /**
     * Writes events in the running transaction, those that are not deferred in hand of the lease from the start. One statement for
     * all; one more if any has a deduplication key.
     *
     * @param connection the connection of the business transaction
     * @param events the events
     * @param lease who has them in hand; null to leave them due
     * @return what became of each, in the order of the events
     * @throws SQLException if one could not be written; then the transaction must not commit
     */
    List<Inserted> insert(Connection connection, List<NewEvent> events, @Nullable Lease lease) throws SQLException;

    /**
     * Makes sure that rows are really there and still in hand, and renews the lease if it is not new any more: at least nine tenths of
     * its time are left then. Rows that a parked one holds up are given back instead. The attempt that begins need not be written: what
     * comes of it says how many there were, and a claim of such a row counts it.
     *
     * @param connection a connection
     * @param rows the rows
     * @param lease the lease they were inserted with
     * @return those that are
     * @throws SQLException if the database does not answer
     */
    List<Confirmed> confirm(Connection connection, List<Long> rows, Lease lease) throws SQLException;

    /**
     * When the next row is due.
     *
     * @param connection a connection
     * @return how long until then, zero if it is, or empty if there is no row at all
     * @throws SQLException if the database does not answer
     */
    Optional<Duration> nextDue(Connection connection) throws SQLException;

    /**
     * Takes due rows in hand, oldest first. Leaves out rows that are blocked, and rows of a key of which an older one is not due or is
     * not taken by the same claim.
     *
     * @param connection a connection
     * @param wanted which
     * @param lease who takes them
     * @return the rows, ordered
     * @throws SQLException if the database does not answer
     */
    List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException;

    /**
     * Deletes delivered rows that are still in hand.
     *
     * @param connection a connection
     * @param rows row to token
     * @return how many were; the others were taken over by another node
     * @throws SQLException if the database does not answer
     */
    int delete(Connection connection, Map<Long, Long> rows) throws SQLException;

    /**
     * Renews leases.
     *
     * @param connection a connection
     * @param rows row to token
     * @param time how long from now
     * @return the rows that are still in hand
     * @throws SQLException if the database does not answer
     */
    Set<Long> renew(Connection connection, Map<Long, Long> rows, Duration time) throws SQLException;

    /**
     * Puts rows back that are still in hand, due after a pause.
     *
     * @param connection a connection
     * @param retries the rows
     * @return how many were in hand
     * @throws SQLException if the database does not answer
     */
    int release(Connection connection, List<Retry> retries) throws SQLException;

    /**
     * Parks rows that are still in hand.
     *
     * @param connection a connection
     * @param parkings the rows
     * @return how many were in hand
     * @throws SQLException if the database does not answer
     */
    int park(Connection connection, List<Parking> parkings) throws SQLException;

    /**
     * Notes a message as processed, in the running transaction. Does not fail if it was noted before: a failed statement would doom
     * the transaction in some databases.
     *
     * @param connection the connection of the business transaction
     * @param tenant the tenant, empty text for none
     * @param consumer who processes it
     * @param messageId the message
     * @return true if it is new
     * @throws SQLException if the database does not answer
     */
    boolean register(Connection connection, String tenant, String consumer, String messageId) throws SQLException;

    /**
     * Deletes what need not be remembered any more, in batches.
     *
     * @param connection a connection
     * @param retention how long things are remembered
     * @param limit the most rows of each kind
     * @return how many were deleted
     * @throws SQLException if the database does not answer
     */
    int purge(Connection connection, OutboxSettings.Retention retention, int limit) throws SQLException;

    /**
     * Looks for rows of tenants that are not known here: of a database that was restored from another one, or of a tenant that is
     * missing in the configuration.
     *
     * @param connection a connection
     * @param tenants those that are known, empty text for none
     * @param limit the most tenants to return
     * @return other tenants that have waiting rows
     * @throws SQLException if the database does not answer
     */
    List<String> otherTenants(Connection connection, Set<String> tenants, int limit) throws SQLException;

    /**
     * Lists rows, oldest first, without payloads.
     *
     * @param connection a connection
     * @param tenant the tenant, empty text for none
     * @param state which
     * @param limit the most rows
     * @return the rows
     * @throws SQLException if the database does not answer
     */
    List<OutboxEntry> list(Connection connection, String tenant, OutboxEntry.State state, int limit)
            throws SQLException;

    /**
     * Looks a row up.
     *
     * @param connection a connection
     * @param tenant the tenant, empty text for none
     * @param id the event's id
     * @return the row, or empty
     * @throws SQLException if the database does not answer
     */
    Optional<OutboxEntry> find(Connection connection, String tenant, UUID id) throws SQLException;

    /**
     * Puts a parked row back, due now, with no attempt spent, in its old place of its key; lifts its block.
     *
     * @param connection a connection
     * @param tenant the tenant, empty text for none
     * @param id the event's id
     * @return true if it was parked
     * @throws SQLException if the database does not answer
     */
    boolean replay(Connection connection, String tenant, UUID id) throws SQLException;

    /**
     * Parks a row that nobody has in hand.
     *
     * @param connection a connection
     * @param tenant the tenant, empty text for none
     * @param id the event's id
     * @param policy what it holds up from now on
     * @param reason why
     * @return true if it was waiting
     * @throws SQLException if the database does not answer
     */
    boolean parkWaiting(Connection connection, String tenant, UUID id, OutboxChannel.PoisonPolicy policy, String reason)
            throws SQLException;

    /**
     * Deletes a parked row; lifts its block.
     *
     * @param connection a connection
     * @param tenant the tenant, empty text for none
     * @param id the event's id
     * @return true if it was parked
     * @throws SQLException if the database does not answer
     */
    boolean discard(Connection connection, String tenant, UUID id) throws SQLException;
}
