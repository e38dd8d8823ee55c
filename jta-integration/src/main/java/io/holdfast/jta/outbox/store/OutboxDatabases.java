package io.holdfast.jta.outbox.store;

import io.holdfast.TenantDataSource;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.spi.Databases;
import io.holdfast.spi.Databases.Database;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The outboxes of all databases.
 *
 * <p><strong>Threading:</strong> immutable.
 */
public final class OutboxDatabases {
    private final Databases databases;
    private final Map<Database, OutboxDatabase> outboxes;

    /**
     * Knows all databases, and asks them nothing.
     *
     * @param databases the databases
     * @param schema who creates the tables
     * @param factories who makes stores
     */
    public OutboxDatabases(Databases databases, Schema schema, List<OutboxStore.Factory> factories) {
        this.databases = databases;
        this.outboxes = databases.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), database -> new OutboxDatabase(database, schema, factories)));
    }

    /**
     * All outboxes.
     *
     * @return the outboxes, in the order of the databases
     */
    public List<OutboxDatabase> all() {
        return databases.all().stream()
                .map(database -> Objects.requireNonNull(outboxes.get(database)))
                .toList();
    }

    /**
     * Looks for databases that several data sources of one tenant share.
     *
     * @return what is wrong, with what to do, or empty
     */
    public Optional<String> problem() {
        return all().stream()
                .map(OutboxDatabase::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The outbox of a data source.
     *
     * @param dataSource the data source
     * @return the outbox of its database
     */
    public OutboxDatabase of(TenantDataSource dataSource) {
        return Objects.requireNonNull(outboxes.get(databases.of(dataSource)), "database");
    }
}
