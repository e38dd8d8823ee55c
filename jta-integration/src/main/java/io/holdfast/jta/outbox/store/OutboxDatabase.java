package io.holdfast.jta.outbox.store;

import io.holdfast.TenantDataSource;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.outbox.spi.OutboxStore;
import io.holdfast.outbox.spi.OutboxStore.SchemaState;
import io.holdfast.spi.Databases.Database;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of one database: its tables, looked at before their first use and again after trouble.
 *
 * <p><strong>Threading:</strong> thread-safe. Whoever comes first prepares the tables, the others wait.
 */
public final class OutboxDatabase {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Database database;
    private final Schema schema;
    private final List<OutboxStore.Factory> factories;
    private final Map<String, TenantDataSource> byTenant;
    private final Object preparing = new Object();
    private volatile @Nullable OutboxStore ready;

    /**
     * Knows a database, and asks it nothing yet.
     *
     * @param database the database
     * @param schema who creates the tables
     * @param factories who makes the store, in the order in which they are asked
     */
    public OutboxDatabase(Database database, Schema schema, List<OutboxStore.Factory> factories) {
        this.database = database;
        this.schema = schema;
        this.factories = List.copyOf(factories);
        this.byTenant = database.dataSources().stream()
                .collect(Collectors.toUnmodifiableMap(
                        OutboxDatabase::tenantOf, Function.identity(), (first, second) -> first));
    }

    /**
     * What stands for the tenant of a data source in a row.
     *
     * @param dataSource the data source
     * @return its tenant, or empty text
     */
    public static String tenantOf(TenantDataSource dataSource) {
        return dataSource.tenant().map(TenantId::value).orElse("");
    }

    /**
     * The database.
     *
     * @return the database
     */
    public Database database() {
        return database;
    }

    /**
     * Looks for data sources that cannot share this outbox: its rows tell tenants apart, not data sources.
     *
     * @return what is wrong, with what to do, or empty
     */
    public Optional<String> problem() {
        Map<String, List<String>> names = database.dataSources().stream()
                .collect(Collectors.groupingBy(
                        OutboxDatabase::tenantOf,
                        TreeMap::new,
                        Collectors.mapping(TenantDataSource::name, Collectors.toList())));
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> DatabaseFailures.shared(entry.getKey(), entry.getValue()))
                .findFirst();
    }

    /**
     * What messages call it.
     *
     * @return the name of its first data source
     */
    public String name() {
        return database.name();
    }

    /**
     * Whose rows are delivered from here.
     *
     * @return tenants, with empty text for none
     */
    public Set<String> tenants() {
        return byTenant.keySet();
    }

    /**
     * The data source of a row's tenant.
     *
     * @param tenant the tenant, or empty text
     * @return the data source, or null if it is not in this database
     */
    public @Nullable TenantDataSource dataSourceOf(String tenant) {
        return byTenant.get(tenant);
    }

    /**
     * The store, with tables that can be worked with.
     *
     * @return the store
     * @throws SQLException if the tables are not there and cannot be made, or belong to another version
     */
    public OutboxStore ready() throws SQLException {
        OutboxStore known = ready;
        if (known != null) {
            return known;
        }
        synchronized (preparing) {
            known = ready;
            if (known == null) {
                known = database.call(this::prepare);
                ready = known;
            }
            return known;
        }
    }

    /** Looks at the tables again before the next use: something was wrong with them. */
    public void doubt() {
        ready = null;
    }

    private OutboxStore prepare(Connection connection) throws SQLException {
        OutboxStore store = factory().open(database.dialect(), connection);
        SchemaState state = store.inspectSchema(connection);
        if (schema == Schema.MANAGED && (state == SchemaState.MISSING || state == SchemaState.OLDER)) {
            store.createSchema(connection, WAIT);
            state = store.inspectSchema(connection);
        }
        if (state != SchemaState.CURRENT) {
            throw DatabaseFailures.wrongSchema(database.name(), store.location(), state, schema);
        }
        return store;
    }

    private OutboxStore.Factory factory() throws SQLException {
        for (OutboxStore.Factory factory : factories) {
            if (factory.supports(database.dialect())) {
                return factory;
            }
        }
        throw DatabaseFailures.unknownDialect(database.name(), database.dialect());
    }

    @Override
    public String toString() {
        return "OutboxDatabase[" + database.name() + "]";
    }
}
