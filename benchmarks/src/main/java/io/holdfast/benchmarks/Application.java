package io.holdfast.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.holdfast.AccessIntent;
import io.holdfast.internal.config.DataSourceConfig;
import io.holdfast.internal.config.DataSourceConfig.SessionReset;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.HoldfastConfig.Routing;
import io.holdfast.internal.config.HoldfastConfig.TenantPolicy;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.WebConfig;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.spi.TenantSource.Tenant;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.tenancy.TenantId;
import io.holdfast.testsupport.jdbc.StubDatabase;
import io.holdfast.testsupport.jdbc.StubDriver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is measured: tenants with a data source each, and the same pools without Holdfast. */
final class Application {

    private static final NodeConfig.Pool POOL = new NodeConfig.Pool(
            10,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ZERO);

    private static final OutboxSettings NO_OUTBOX = new OutboxSettings(
            OutboxSettings.Enabled.FALSE,
            OutboxSettings.Schema.EXTERNAL,
            OutboxSettings.WithoutTransaction.REJECT,
            1,
            new OutboxSettings.Relay(false, false, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 1, 1, Duration.ZERO),
            new OutboxSettings.Retention(Duration.ZERO, Duration.ZERO),
            List.of());

    private Application() {}

    static String tenant(int index) {
        return "tenant-" + index;
    }

    static String dataSource(int index) {
        return "orders-" + index;
    }

    /** As many tenants as said, each with its own data source of a primary and as many replicas as said. */
    static HoldfastRuntime holdfast(int tenants, int replicas) {
        SortedMap<String, DataSourceConfig> dataSources = new TreeMap<>();
        List<Tenant> list = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            dataSources.put(dataSource(i), config(dataSource(i), replicas));
            list.add(new Tenant(TenantId.of(tenant(i)), Optional.of(dataSource(i)), Optional.empty(), Map.of()));
        }
        HoldfastConfig config = new HoldfastConfig(
                dataSources,
                list,
                "1",
                TenantPolicy.REJECT,
                TenantPolicy.REJECT,
                new Routing(AccessIntent.WRITE, Duration.ofSeconds(5), true),
                true,
                new WebConfig(
                        List.of(WebConfig.Source.RESOLVER),
                        "X-Tenant",
                        "tenant",
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        false,
                        1),
                NO_OUTBOX);
        return new HoldfastRuntime(config, () -> null, TransactionBridge.none());
    }

    private static DataSourceConfig config(String name, int replicas) {
        List<NodeConfig> nodes = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            nodes.add(node("r" + i));
        }
        return new DataSourceConfig(
                name,
                "generic",
                node("primary"),
                nodes,
                Map.of(),
                SessionReset.SHARED,
                Duration.ofSeconds(2),
                Duration.ZERO);
    }

    private static NodeConfig node(String name) {
        return new NodeConfig(
                name, url(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), POOL);
    }

    private static String url() {
        return StubDatabase.named("benchmark").url();
    }

    /** A pool with the settings that Holdfast gives to its own. */
    static AgroalDataSource barePool() throws SQLException {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.connectionPoolConfiguration(pool -> pool.minSize(0)
                .initialSize(0)
                .maxSize(POOL.maxSize())
                .acquisitionTimeout(POOL.acquisitionTimeout())
                .idleValidationTimeout(POOL.validateAfter())
                .connectionValidator(ConnectionValidator.defaultValidator())
                .connectionCache(ConnectionCache.none())
                .connectionFactoryConfiguration(
                        factory -> factory.jdbcUrl(url()).connectionProviderClass(StubDriver.class)));
        return AgroalDataSource.from(supplier.get());
    }
}
