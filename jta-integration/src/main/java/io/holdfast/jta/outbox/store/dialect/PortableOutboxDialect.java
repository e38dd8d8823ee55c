package io.holdfast.jta.outbox.store.dialect;

import io.holdfast.jta.outbox.store.row.Chunks;
import io.holdfast.jta.outbox.store.row.FirstLease;
import io.holdfast.jta.outbox.store.row.HeaderJson;
import io.holdfast.jta.outbox.store.row.Micros;
import io.holdfast.jta.outbox.store.row.StoredText;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxStore.Confirmed;
import io.holdfast.outbox.spi.OutboxStore.Inserted;
import io.holdfast.outbox.spi.OutboxStore.Lease;
import io.holdfast.outbox.spi.OutboxStore.NewEvent;
import io.holdfast.outbox.spi.OutboxStore.Parking;
import io.holdfast.outbox.spi.OutboxStore.Retry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What databases without arrays and without a result of updates have in common: lists of parameters, in short transactions.
 *
 * <p><strong>Threading:</strong> implementations are immutable.
 */
abstract class PortableOutboxDialect implements OutboxDialect {
    static final int LARGEST_LIST = 500;
    /** Servers refuse packets above a bound of their own, by default 16 MB; a driver may double what it sends. */
    private static final long LARGEST_CHUNK = 4L << 20;

    final PortableSql sql;
    private final OutboxTables tables;
    private final SqlWords words;

    PortableOutboxDialect(OutboxTables tables, SqlWords words) {
        this.tables = tables;
        this.words = words;
        sql = new PortableSql(tables, words);
    }

    /** Begins and ends a short transaction in which each statement sees what is committed then. */
    abstract <T> T inTransaction(Connection connection, LocalTransaction.Work<T> work) throws SQLException;

    /** Runs an insert of so many rows and tells what they got. */
    abstract void insertChunk(
            Connection connection, List<NewEvent> events, @Nullable Lease lease, Map<UUID, Inserted> inserted)
            throws SQLException;

    @Override
    public final OutboxTables tables() {
        return tables;
    }

    @Override
    public final String clock() {
        return words.clock();
    }

    @Override
    public final String earlier() {
        return words.earlier();
    }

    @Override
    public final Map<UUID, Inserted> insert(Connection connection, List<NewEvent> events, @Nullable Lease lease)
            throws SQLException {
        Map<UUID, Inserted> inserted = new HashMap<>(events.size() * 2);
        for (List<NewEvent> chunk : Chunks.of(events, LARGEST_LIST, LARGEST_CHUNK)) {
            insertChunk(connection, chunk, lease, inserted);
        }
        return inserted;
    }

    final void setRows(PreparedStatement statement, List<NewEvent> events, @Nullable Lease lease) throws SQLException {
        int index = 1;
        for (NewEvent event : events) {
            long token = FirstLease.token(event, lease);
            setUuid(statement, index++, event.id());
            statement.setString(index++, event.tenant());
            statement.setString(index++, event.channel());
            statement.setString(index++, event.type());
            statement.setString(index++, event.key());
            statement.setString(index++, event.contentType());
            statement.setBytes(index++, event.payload());
            statement.setString(index++, HeaderJson.write(event.headers()));
            statement.setLong(index++, FirstLease.pause(event, lease));
            statement.setLong(index++, Micros.sinceEpoch(event.notBefore()));
            statement.setLong(index++, token);
            statement.setString(index++, token == 0 || lease == null ? null : lease.node());
        }
    }

    final void readInserted(ResultSet rows, Map<UUID, Inserted> inserted) throws SQLException {
        while (rows.next()) {
            inserted.put(uuid(rows, "message_id"), new Inserted(rows.getLong("id"), instant(rows, "created_at")));
        }
    }

    @Override
    public final Set<InboxKey> registerAll(Connection connection, List<InboxKey> keys) throws SQLException {
        Set<InboxKey> unknown = new HashSet<>();
        for (InboxKey key : keys) {
            if (register(connection, key)) {
                unknown.add(key);
            }
        }
        return unknown;
    }

    @Override
    public final List<Confirmed> confirm(Connection connection, List<Long> rows, Lease lease) throws SQLException {
        return inTransaction(connection, () -> {
            List<Confirmed> confirmed = new ArrayList<>(rows.size());
            for (List<Long> chunk : chunks(rows)) {
                confirmChunk(connection, chunk, lease, confirmed);
            }
            return confirmed;
        });
    }

    private void confirmChunk(Connection connection, List<Long> rows, Lease lease, List<Confirmed> confirmed)
            throws SQLException {
        long time = Micros.of(lease.time());
        try (PreparedStatement statement = connection.prepareStatement(sql.confirm(rows.size()))) {
            statement.setLong(1, time / 10 * 9);
            statement.setLong(2, time);
            statement.setLong(setAll(statement, 3, rows), lease.token());
            statement.executeUpdate();
        }
        List<Long> blocked = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.confirmed(rows.size()))) {
            statement.setLong(setAll(statement, 1, rows), lease.token());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (result.getInt("blocked") == 1) {
                        blocked.add(result.getLong("id"));
                    } else {
                        confirmed.add(new Confirmed(
                                result.getLong("id"), result.getInt("attempts"), result.getLong("older_row")));
                    }
                }
            }
        }
        giveBack(connection, blocked, lease);
    }

    private void giveBack(Connection connection, List<Long> blocked, Lease lease) throws SQLException {
        if (blocked.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.giveBackBlocked(blocked.size()))) {
            statement.setLong(setAll(statement, 1, blocked), lease.token());
            statement.executeUpdate();
        }
    }

    @Override
    public final int delete(Connection connection, Map<Long, Long> rows) throws SQLException {
        int deleted = 0;
        for (List<Map.Entry<Long, Long>> chunk : chunks(List.copyOf(rows.entrySet()))) {
            try (PreparedStatement statement = connection.prepareStatement(sql.delete(chunk.size()))) {
                setFence(statement, 1, chunk);
                deleted += statement.executeUpdate();
            }
        }
        return deleted;
    }

    @Override
    public final Set<Long> renew(Connection connection, Map<Long, Long> rows, Duration time) throws SQLException {
        return inTransaction(connection, () -> {
            Set<Long> renewed = new HashSet<>();
            for (List<Map.Entry<Long, Long>> chunk : chunks(List.copyOf(rows.entrySet()))) {
                renewChunk(connection, chunk, time, renewed);
            }
            return renewed;
        });
    }

    private void renewChunk(Connection connection, List<Map.Entry<Long, Long>> rows, Duration time, Set<Long> renewed)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.renew(rows.size()))) {
            statement.setLong(1, Micros.of(time));
            setFence(statement, 2, rows);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.inHand(rows.size()))) {
            setFence(statement, 1, rows);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    renewed.add(result.getLong(1));
                }
            }
        }
    }

    // What is given back after a stop has nothing of its own: one statement for all of it.
    @Override
    public final int release(Connection connection, List<Retry> retries) throws SQLException {
        Map<List<@Nullable Object>, Map<Long, Long>> alike = new LinkedHashMap<>();
        for (Retry retry : retries) {
            List<@Nullable Object> fate = new ArrayList<>();
            fate.add(Micros.of(retry.pause()));
            fate.add(retry.attempts());
            fate.add(StoredText.of(retry.error()));
            alike.computeIfAbsent(fate, key -> new LinkedHashMap<>()).put(retry.row(), retry.token());
        }
        return inTransaction(connection, () -> {
            int released = 0;
            for (Map.Entry<List<@Nullable Object>, Map<Long, Long>> group : alike.entrySet()) {
                for (List<Map.Entry<Long, Long>> chunk :
                        chunks(List.copyOf(group.getValue().entrySet()))) {
                    released += release(connection, group.getKey(), chunk);
                }
            }
            return released;
        });
    }

    private int release(Connection connection, List<@Nullable Object> fate, List<Map.Entry<Long, Long>> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.release(rows.size()))) {
            statement.setLong(1, (Long) Objects.requireNonNull(fate.get(0)));
            statement.setInt(2, (Integer) Objects.requireNonNull(fate.get(1)));
            statement.setString(3, (String) fate.get(2));
            setFence(statement, 4, rows);
            return statement.executeUpdate();
        }
    }

    @Override
    public final int park(Connection connection, List<Parking> parkings) throws SQLException {
        return inTransaction(connection, () -> {
            int parked = 0;
            for (Parking parking : parkings) {
                if (lock(connection, parking)) {
                    move(connection, parking);
                    parked++;
                }
            }
            return parked;
        });
    }

    private boolean lock(Connection connection, Parking parking) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.lockOne())) {
            setFence(statement, 1, List.of(Map.entry(parking.row(), parking.token())));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void move(Connection connection, Parking parking) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.copyToParked())) {
            statement.setInt(1, parking.attempts());
            statement.setString(2, StoredText.of(parking.error()));
            statement.setString(3, StoredText.of(parking.reason()));
            statement.setString(4, parking.failureClass().name());
            statement.setLong(5, parking.row());
            statement.executeUpdate();
        }
        if (parking.policy() != PoisonPolicy.SKIP) {
            boolean key = parking.policy() == PoisonPolicy.BLOCK_KEY;
            try (PreparedStatement statement = connection.prepareStatement(key ? sql.blockKey() : sql.blockChannel())) {
                statement.setLong(1, parking.row());
                statement.executeUpdate();
            }
        }
        delete(connection, Map.of(parking.row(), parking.token()));
    }

    @Override
    public final int purgeInbox(Connection connection, Duration retention, int limit) throws SQLException {
        // Both limit a deletion in the same words.
        try (PreparedStatement statement = connection.prepareStatement(sql.purgeInbox() + " LIMIT ?")) {
            statement.setLong(1, Micros.of(retention));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    static <T> List<List<T>> chunks(List<T> items) {
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < items.size(); start += LARGEST_LIST) {
            chunks.add(items.subList(start, Math.min(items.size(), start + LARGEST_LIST)));
        }
        return chunks;
    }

    /** Sets parameters from an index on, and tells the next index. */
    static int setAll(PreparedStatement statement, int index, List<Long> values) throws SQLException {
        int next = index;
        for (long value : values) {
            statement.setLong(next++, value);
        }
        return next;
    }

    private static void setFence(PreparedStatement statement, int index, List<Map.Entry<Long, Long>> rows)
            throws SQLException {
        int next = index;
        for (Map.Entry<Long, Long> row : rows) {
            statement.setLong(next++, row.getKey());
        }
        for (Map.Entry<Long, Long> row : rows) {
            statement.setLong(next++, row.getKey());
            statement.setLong(next++, row.getValue());
        }
    }
}
