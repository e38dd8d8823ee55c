package io.holdfast.outbox;

import io.holdfast.TenantDataSource;
import io.holdfast.error.DataException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks after events: those that wait, and those that were parked because they could not be delivered. All of one tenant, on a
 * connection and in a transaction of its own, whatever transaction the caller is in.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Blocking:</strong> each call is one or two statements on the primary.
 *
 * @since 0.1
 */
public interface OutboxAdmin {

    /**
     * Lists events, oldest first.
     *
     * @param dataSource whose
     * @param state which
     * @param limit the most to return, 1 to 10,000
     * @return the events, without payloads
     * @throws DataException if the database cannot be asked
     */
    List<OutboxEntry> list(TenantDataSource dataSource, OutboxEntry.State state, int limit);

    /**
     * Looks an event up.
     *
     * @param dataSource whose
     * @param id its id
     * @return the event with its payload, or empty if it was delivered or never was
     * @throws DataException if the database cannot be asked
     */
    Optional<OutboxEntry> find(TenantDataSource dataSource, UUID id);

    /**
     * Puts a parked event back to be delivered now, with no attempt spent, and lifts the block of its key or channel.
     *
     * @param dataSource whose
     * @param id its id
     * @return true if it was parked
     * @throws DataException if the database cannot be asked
     */
    boolean replay(TenantDataSource dataSource, UUID id);

    /**
     * Parks a waiting event that is not being delivered at this moment. Its key is blocked, if the channel says so.
     *
     * @param dataSource whose
     * @param id its id
     * @param reason why, for whoever reads it later
     * @return true if it was waiting and is parked now
     * @throws DataException if the database cannot be asked
     */
    boolean park(TenantDataSource dataSource, UUID id, String reason);

    /**
     * Deletes a parked event for good and lifts the block of its key or channel.
     *
     * @param dataSource whose
     * @param id its id
     * @return true if it was parked
     * @throws DataException if the database cannot be asked
     */
    boolean discard(TenantDataSource dataSource, UUID id);
}
