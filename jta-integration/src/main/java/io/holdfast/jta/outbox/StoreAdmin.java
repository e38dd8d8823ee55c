package io.holdfast.jta.outbox;

import io.holdfast.TenantDataSource;
import io.holdfast.jta.outbox.message.Channels;
import io.holdfast.jta.outbox.relay.OutboxRelay;
import io.holdfast.jta.outbox.store.OutboxDatabase;
import io.holdfast.jta.outbox.store.OutboxDatabases;
import io.holdfast.outbox.OutboxAdmin;
import io.holdfast.outbox.OutboxEntry;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks after events, on connections beside the caller's transaction.
 *
 * <p><strong>Threading:</strong> thread-safe.
 */
final class StoreAdmin implements OutboxAdmin {
    private static final int MOST = 10_000;

    private final OutboxDatabases databases;
    private final Channels channels;
    private final OutboxRelay relay;

    StoreAdmin(OutboxParts parts, OutboxRelay relay) {
        this.databases = parts.databases();
        this.channels = parts.channels();
        this.relay = relay;
    }

    @Override
    public List<OutboxEntry> list(TenantDataSource dataSource, OutboxEntry.State state, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("The limit must be 1 to " + MOST + ", not " + limit + ".");
        }
        return ask(dataSource, (store, connection, tenant) -> store.list(connection, tenant, state, limit));
    }

    @Override
    public Optional<OutboxEntry> find(TenantDataSource dataSource, UUID id) {
        return ask(dataSource, (store, connection, tenant) -> store.find(connection, tenant, id));
    }

    @Override
    public boolean replay(TenantDataSource dataSource, UUID id) {
        boolean done = ask(dataSource, (store, connection, tenant) -> store.replay(connection, tenant, id));
        relay.wake(databases.of(dataSource));
        return done;
    }

    @Override
    public boolean park(TenantDataSource dataSource, UUID id, String reason) {
        return ask(dataSource, (store, connection, tenant) -> {
            Optional<OutboxEntry> found = store.find(connection, tenant, id);
            OutboxChannel channel =
                    found.isEmpty() ? null : channels.find(found.get().event().channel());
            PoisonPolicy policy = channel == null ? PoisonPolicy.BLOCK_KEY : channel.onPoison();
            return found.isPresent() && store.parkWaiting(connection, tenant, id, policy, reason);
        });
    }

    @Override
    public boolean discard(TenantDataSource dataSource, UUID id) {
        boolean done = ask(dataSource, (store, connection, tenant) -> store.discard(connection, tenant, id));
        // What it held up may go now.
        relay.wake(databases.of(dataSource));
        return done;
    }

    private <T> T ask(TenantDataSource dataSource, Question<T> question) {
        OutboxDatabase database = databases.of(dataSource);
        try {
            OutboxStore store = database.ready();
            return database.database()
                    .call(connection -> question.ask(store, connection, OutboxDatabase.tenantOf(dataSource)));
        } catch (SQLException e) {
            database.doubt();
            throw OutboxFailures.adminFailed(dataSource.name(), e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(OutboxStore store, Connection connection, String tenant) throws SQLException;
    }
}
