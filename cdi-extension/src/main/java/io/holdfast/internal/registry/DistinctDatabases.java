package io.holdfast.internal.registry;

import io.holdfast.TenantDataSource;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.PooledDataSource;
import io.holdfast.internal.datasource.background.BackgroundServers;
import io.holdfast.internal.datasource.background.PrimaryDatabase;
import io.holdfast.spi.Databases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The databases behind a registry.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class DistinctDatabases implements Databases {

    private final List<Database> all;
    private final Map<TenantDataSource, PrimaryDatabase> byDataSource = new HashMap<>();

    DistinctDatabases(List<TenantDataSource> dataSources, ConnectionEngine engine) {
        Map<Object, List<TenantDataSource>> byKey = new LinkedHashMap<>();
        for (TenantDataSource dataSource : dataSources) {
            byKey.computeIfAbsent(PrimaryDatabase.keyOf(pools(dataSource)), any -> new ArrayList<>())
                    .add(dataSource);
        }
        BackgroundServers servers = new BackgroundServers();
        List<Database> databases = new ArrayList<>();
        for (List<TenantDataSource> users : byKey.values()) {
            PrimaryDatabase database = new PrimaryDatabase(pools(users.get(0)), users, engine, servers);
            databases.add(database);
            users.forEach(user -> byDataSource.put(user, database));
        }
        this.all = List.copyOf(databases);
    }

    private static PooledDataSource pools(TenantDataSource dataSource) {
        return ((RegisteredDataSource) dataSource).target().dataSource();
    }

    @Override
    public List<Database> all() {
        return all;
    }

    @Override
    public Database of(TenantDataSource dataSource) {
        return Objects.requireNonNull(byDataSource.get(dataSource), "data source of another registry");
    }

    void close() {
        byDataSource.values().forEach(PrimaryDatabase::close);
    }
}
