package io.holdfast.jta.outbox.relay;

import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the database has to be told: rows to delete, to put back, to park. Kept until it has been told.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Settlement {
    private static final int VALIDATION_SECONDS = 5;

    private final int batchSize;
    private final BiConsumer<Long, Long> settled;
    private final BiConsumer<List<Parking>, Exception> refused;
    private final Map<Long, Long> deletes = new LinkedHashMap<>();
    private final List<Retry> retries = new ArrayList<>();
    private final List<Parking> parkings = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param batchSize the most rows in one statement
     * @param settled told row and token of what the database knows about now
     * @param refused told what cannot be parked and is given up: it comes again when its lease is over
     */
    Settlement(int batchSize, BiConsumer<Long, Long> settled, BiConsumer<List<Parking>, Exception> refused) {
        this.batchSize = batchSize;
        this.settled = settled;
        this.refused = refused;
    }

    boolean isEmpty() {
        return deletes.isEmpty() && retries.isEmpty() && parkings.isEmpty();
    }

    /** Whether there are rows to park, which may hold up others from then on. */
    boolean parks() {
        return !parkings.isEmpty();
    }

    void delete(long row, long token) {
        deletes.put(row, token);
    }

    void retry(Retry retry) {
        retries.add(retry);
    }

    void park(Parking parking) {
        parkings.add(parking);
    }

    /**
     * Tells the database.
     *
     * @return how many rows were not in hand any more
     */
    int write(OutboxStore store, Connection connection) throws SQLException {
        int lost = 0;
        // Before what they held up is put back: it must find the block.
        for (List<Parking> batch = first(parkings); !batch.isEmpty(); batch = first(parkings)) {
            lost += park(store, connection, batch);
            batch.forEach(parking -> settled.accept(parking.row(), parking.token()));
            parkings.subList(0, batch.size()).clear();
        }
        for (List<Retry> batch = first(retries); !batch.isEmpty(); batch = first(retries)) {
            lost += batch.size() - store.release(connection, batch);
            batch.forEach(retry -> settled.accept(retry.row(), retry.token()));
            retries.subList(0, batch.size()).clear();
        }
        while (!deletes.isEmpty()) {
            Map<Long, Long> batch = firstDeletes();
            lost += batch.size() - store.delete(connection, batch);
            batch.forEach(settled);
            deletes.keySet().removeAll(batch.keySet());
        }
        return lost;
    }

    private int park(OutboxStore store, Connection connection, List<Parking> batch) throws SQLException {
        try {
            return batch.size() - store.park(connection, batch);
        } catch (SQLException | RuntimeException e) {
            if (isBroken(connection)) {
                // That says nothing of the rows.
                throw e;
            }
            return parkOneByOne(store, connection, batch);
        }
    }

    /** One row that the database refuses must not keep the others from being told, for ever. */
    private int parkOneByOne(OutboxStore store, Connection connection, List<Parking> batch) throws SQLException {
        int lost = 0;
        List<Parking> bad = new ArrayList<>();
        Exception why = null;
        for (Parking parking : batch) {
            try {
                lost += 1 - store.park(connection, List.of(parking));
            } catch (SQLException | RuntimeException e) {
                if (isBroken(connection)) {
                    throw e;
                }
                bad.add(parking);
                why = why == null ? e : why;
            }
        }
        if (why != null) {
            refused.accept(bad, why);
        }
        return lost;
    }

    private static boolean isBroken(Connection connection) throws SQLException {
        return !connection.isValid(VALIDATION_SECONDS);
    }

    private <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(batchSize, all.size())));
    }

    private Map<Long, Long> firstDeletes() {
        if (deletes.size() <= batchSize) {
            return Map.copyOf(deletes);
        }
        Map<Long, Long> batch = new LinkedHashMap<>();
        for (Map.Entry<Long, Long> delete : deletes.entrySet()) {
            if (batch.size() == batchSize) {
                break;
            }
            batch.put(delete.getKey(), delete.getValue());
        }
        return batch;
    }
}
