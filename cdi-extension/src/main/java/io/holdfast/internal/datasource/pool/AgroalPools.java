package io.holdfast.internal.datasource.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.AgroalSecurityProvider;
import io.agroal.api.security.NamePrincipal;
import io.holdfast.internal.config.JdbcDrivers;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.config.Secret;
import io.holdfast.internal.dialect.Dialect.DriverSettings;
import io.holdfast.internal.dialect.DriverProperties;
import io.holdfast.internal.routing.Node;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;

/**
 * Builds Agroal pools with what its defaults get wrong for us put right: no thread-local cache (it keeps undeployed
 * applications in memory), an exception sorter that knows every way a connection dies, no timed task.
 */
final class AgroalPools {

    private AgroalPools() {}

    static PoolGeneration open(Node node, NodeConfig config, DataSourceSettings settings, LongSupplier nanoTime)
            throws SQLException {
        PoolGeneration generation = new PoolGeneration(nanoTime.getAsLong());
        Class<?> driver = driver(config, settings);
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.connectionPoolConfiguration(pool -> {
            pool.minSize(0)
                    .initialSize(0)
                    .maxSize(config.pool().maxSize())
                    .acquisitionTimeout(config.pool().acquisitionTimeout())
                    // A second attempt after a second would double each wait for a dead node, and each wrong password.
                    .establishmentRetryAttempts(0)
                    .exceptionSorter(new NodeExceptionSorter(
                            settings.name(), node, settings.dialect().errors(), generation))
                    .connectionCache(ConnectionCache.none())
                    .connectionFactoryConfiguration(factory -> configure(factory, config, settings, driver));
            return pool;
        });
        generation.opened(AgroalDataSource.from(supplier.get(), new SessionTracker(generation, nanoTime)));
        return generation;
    }

    // Not left to Agroal, whose driver manager does not see the drivers inside an application of a server.
    private static Class<?> driver(NodeConfig config, DataSourceSettings settings) throws SQLException {
        JdbcDrivers drivers = JdbcDrivers.ofContext();
        Optional<Class<?>> found = config.driver().isPresent()
                ? drivers.named(config.driver().get())
                : drivers.accepting(config.url()).map(Driver::getClass);
        return found.orElseThrow(() -> PoolFailures.noDriver(settings.name(), config.name()));
    }

    private static AgroalConnectionFactoryConfigurationSupplier configure(
            AgroalConnectionFactoryConfigurationSupplier factory,
            NodeConfig config,
            DataSourceSettings settings,
            Class<?> driver) {
        factory.jdbcUrl(config.url())
                .connectionProviderClass(driver)
                // Bounded by driver properties instead: this one would change the time-out of the whole JVM's
                // DriverManager.
                .loginTimeout(Duration.ZERO)
                // What the pool goes back to after a borrower has set another one.
                .networkTimeout(config.pool().socketTimeout())
                .addSecurityProvider(new SecretProvider());
        config.username().ifPresent(user -> factory.principal(new NamePrincipal(user)));
        config.password().ifPresent(factory::credential);
        DriverSettings bounds = new DriverSettings(
                config.pool().connectTimeout(),
                config.pool().socketTimeout(),
                config.pool().acquisitionTimeout(),
                settings.schemaPerTenant());
        DriverProperties.merge(config.url(), settings.dialect().driverProperties(bounds), config.properties())
                .forEach(factory::jdbcProperty);
        return factory;
    }

    /** Keeps track of the physical connections of a pool. A listener: an interceptor would cost two objects per borrow. */
    private record SessionTracker(PoolGeneration generation, LongSupplier nanoTime)
            implements AgroalDataSourceListener {

        @Override
        public void onConnectionCreation(Connection connection) {
            generation.created(connection, nanoTime.getAsLong());
        }

        @Override
        public void beforeConnectionDestroy(Connection connection) {
            generation.destroyed(connection);
        }
    }

    /** Asks for the password at each new connection, so that a rotated file is picked up. */
    private static final class SecretProvider implements AgroalSecurityProvider {

        @Override
        public Properties getSecurityProperties(Object securityObject) {
            if (!(securityObject instanceof Secret secret)) {
                return null;
            }
            Properties properties = new Properties();
            properties.setProperty("password", secret.reveal());
            return properties;
        }
    }
}
