package io.holdfast.jta.outbox.store;

import io.holdfast.jta.outbox.store.dialect.InboxKey;
import io.holdfast.jta.outbox.store.dialect.OutboxDialect;
import io.holdfast.jta.outbox.store.dialect.OutboxTables;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.spi.FailureClass;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in a relational database. What is the same everywhere is here; the rest is up to the {@link OutboxDialect}.
 *
 * <p><strong>Threading:</strong> immutable; a connection is used by one thread.
 */
final class JdbcOutboxStore implements OutboxStore {
    private final OutboxDialect dialect;
    private final SchemaInstaller schema;
    private final ParkedRows parked;
    private final EntryQueries entries;
    private final String nextDue;

    JdbcOutboxStore(OutboxDialect dialect) {
        this.dialect = dialect;
        schema = new SchemaInstaller(dialect);
        parked = new ParkedRows(dialect);
        entries = new EntryQueries(dialect);
        nextDue = "SELECT " + dialect.microsUntil("d.due_at") + " AS pause FROM (SELECT MIN(due_at) AS due_at FROM "
                + dialect.tables().outbox() + ") d WHERE d.due_at IS NOT NULL";
    }

    OutboxDialect dialect() {
        return dialect;
    }

    OutboxTables tables() {
        return dialect.tables();
    }

    @Override
    public SchemaState inspectSchema(Connection connection) throws SQLException {
        return schema.inspect(connection);
    }

    @Override
    public void createSchema(Connection connection, Duration wait) throws SQLException {
        schema.create(connection, wait);
    }

    @Override
    public String location() {
        return dialect.tables().location();
    }

    @Override
    public List<Inserted> insert(Connection connection, List<NewEvent> events, @Nullable Lease lease)
            throws SQLException {
        List<NewEvent> fresh = withoutRepetitions(connection, events);
        Map<UUID, Inserted> inserted = fresh.isEmpty() ? Map.of() : dialect.insert(connection, fresh, lease);
        Set<NewEvent> written = identities(fresh);
        List<Inserted> results = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            if (!written.contains(event)) {
                results.add(new Inserted(0, Instant.EPOCH));
                continue;
            }
            Inserted result = inserted.get(event.id());
            if (result == null) {
                throw StoreMessages.vanished(event.id().toString());
            }
            results.add(result);
        }
        return results;
    }

    private static Set<NewEvent> identities(List<NewEvent> events) {
        Set<NewEvent> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(events);
        return identities;
    }

    /** Of events with the same deduplication key the first counts, if it is new to the database too. */
    private List<NewEvent> withoutRepetitions(Connection connection, List<NewEvent> events) throws SQLException {
        Map<InboxKey, NewEvent> firsts = new HashMap<>();
        for (NewEvent event : events) {
            if (event.deduplicationKey() != null) {
                firsts.putIfAbsent(InboxKey.ofDeduplication(event, event.deduplicationKey()), event);
            }
        }
        if (firsts.isEmpty()) {
            return events;
        }
        List<InboxKey> keys = firsts.keySet().stream().sorted(InboxKey.ORDER).toList();
        Set<InboxKey> unknown = dialect.registerAll(connection, keys);
        return events.stream()
                .filter(event -> event.deduplicationKey() == null || isNew(event, firsts, unknown))
                .toList();
    }

    private static boolean isNew(NewEvent event, Map<InboxKey, NewEvent> firsts, Set<InboxKey> unknown) {
        String deduplicationKey = event.deduplicationKey();
        InboxKey key = InboxKey.ofDeduplication(event, deduplicationKey == null ? "" : deduplicationKey);
        return firsts.get(key) == event && unknown.contains(key);
    }

    @Override
    public List<Confirmed> confirm(Connection connection, List<Long> rows, Lease lease) throws SQLException {
        return rows.isEmpty() ? List.of() : dialect.confirm(connection, rows, lease);
    }

    @Override
    public Optional<Duration> nextDue(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(nextDue);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(Duration.ofNanos(Math.max(0, rows.getLong(1)) * 1_000)) : Optional.empty();
        }
    }

    @Override
    public List<Claimed> claim(Connection connection, Wanted wanted, Lease lease) throws SQLException {
        return wanted.tenants().isEmpty() || wanted.limit() < 1 ? List.of() : dialect.claim(connection, wanted, lease);
    }

    @Override
    public int delete(Connection connection, Map<Long, Long> rows) throws SQLException {
        return rows.isEmpty() ? 0 : dialect.delete(connection, rows);
    }

    @Override
    public Set<Long> renew(Connection connection, Map<Long, Long> rows, Duration time) throws SQLException {
        return rows.isEmpty() ? new HashSet<>() : dialect.renew(connection, rows, time);
    }

    @Override
    public int release(Connection connection, List<Retry> retries) throws SQLException {
        return retries.isEmpty() ? 0 : dialect.release(connection, retries);
    }

    @Override
    public int park(Connection connection, List<Parking> parkings) throws SQLException {
        return parkings.isEmpty() ? 0 : dialect.park(connection, parkings);
    }

    @Override
    public boolean register(Connection connection, String tenant, String consumer, String messageId)
            throws SQLException {
        return dialect.register(connection, new InboxKey(tenant, consumer, messageId));
    }

    @Override
    public int purge(Connection connection, OutboxSettings.Retention retention, int limit) throws SQLException {
        int purged = dialect.purgeInbox(connection, retention.inbox(), limit);
        return retention.parked().isZero() ? purged : purged + parked.purge(connection, retention.parked(), limit);
    }

    @Override
    public List<String> otherTenants(Connection connection, Set<String> tenants, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT DISTINCT tenant_id FROM " + dialect.tables().outbox());
                ResultSet rows = statement.executeQuery()) {
            List<String> others = new ArrayList<>();
            while (rows.next() && others.size() < limit) {
                if (!tenants.contains(rows.getString(1))) {
                    others.add(rows.getString(1));
                }
            }
            return others;
        }
    }

    @Override
    public List<OutboxEntry> list(Connection connection, String tenant, OutboxEntry.State state, int limit)
            throws SQLException {
        return entries.list(connection, tenant, state, limit);
    }

    @Override
    public Optional<OutboxEntry> find(Connection connection, String tenant, UUID id) throws SQLException {
        return entries.find(connection, tenant, id);
    }

    @Override
    public boolean replay(Connection connection, String tenant, UUID id) throws SQLException {
        return parked.replay(connection, tenant, id);
    }

    @Override
    public boolean parkWaiting(Connection connection, String tenant, UUID id, PoisonPolicy policy, String reason)
            throws SQLException {
        Optional<EntryQueries.Idle> row = entries.findIdle(connection, tenant, id);
        if (row.isEmpty()) {
            return false;
        }
        // Fenced by the token it had a moment ago: if a node takes it meanwhile, it is not parked.
        Parking parking = new Parking(row.get().row(), row.get().token(), policy, FailureClass.POISON, 0, reason, null);
        return dialect.park(connection, List.of(parking)) == 1;
    }

    @Override
    public boolean discard(Connection connection, String tenant, UUID id) throws SQLException {
        return parked.discard(connection, tenant, id);
    }
}
