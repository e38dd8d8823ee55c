package io.holdfast.internal.datasource.background;

import io.holdfast.TenantDataSource;
import io.holdfast.internal.config.NodeConfig;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.PooledDataSource;
import io.holdfast.internal.datasource.pool.ConnectionSource;
import io.holdfast.internal.datasource.pool.DataSourceSettings;
import io.holdfast.internal.datasource.pool.NodePool;
import io.holdfast.internal.datasource.pool.ServerBudget;
import io.holdfast.internal.datasource.pool.ServerPool;
import io.holdfast.internal.datasource.pool.Session;
import io.holdfast.internal.datasource.pool.SessionPlans;
import io.holdfast.internal.dialect.Dialect.SessionTarget;
import io.holdfast.spi.Databases.Database;
import io.holdfast.spi.Databases.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One database, for background work: on connections beside the application's pool, so that neither waits for the other, and that are
 * not kept where there are many databases.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> opens at its first use, closed by the registry.
 */
public final class PrimaryDatabase implements Database {

    private static final Duration REST = Duration.ofSeconds(10);

    private final PooledDataSource first;
    private final List<TenantDataSource> dataSources;
    private final ConnectionEngine engine;
    private final BackgroundServer server;
    private final ConnectionSource source;
    private final SessionPlans plans;

    /**
     * Prepares a database. Opens nothing.
     *
     * @param first the data source whose login is used
     * @param dataSources all that keep data in it
     * @param engine what all data sources share
     * @param servers what all databases share
     */
    public PrimaryDatabase(
            PooledDataSource first,
            List<TenantDataSource> dataSources,
            ConnectionEngine engine,
            BackgroundServers servers) {
        this.first = first;
        this.dataSources = List.copyOf(dataSources);
        this.engine = engine;
        NodeConfig config = first.primaryConfig();
        this.server = servers.of(serverOf(config));
        boolean ofServer = config.server().isPresent();
        this.source = ofServer
                ? first.source(first.nodes().primary())
                : new NodePool(first.nodes().primary(), resized(config), unshared(first.settings()), engine.nanoTime());
        this.plans = SessionPlans.of(
                first.settings().dialect(), new SessionTarget(first.homeSchema(), Map.of(), false), ofServer);
    }

    /**
     * What two data sources have in common that are in the same database, with the same login.
     *
     * @param dataSource a data source
     * @return a key, never to be shown
     */
    public static Object keyOf(PooledDataSource dataSource) {
        NodeConfig config = dataSource.primaryConfig();
        return config.server().isPresent()
                ? List.of("jndi", config.server().get().name())
                : List.of(config.url().split("[?;]", 2)[0], config.username().orElse(""));
    }

    private static String serverOf(NodeConfig config) {
        return config.server().isPresent() ? config.server().get().name() : ServerBudget.serverOf(config.url());
    }

    private static NodeConfig resized(NodeConfig config) {
        NodeConfig.Pool pool = config.pool();
        return new NodeConfig(
                config.name(),
                config.url(),
                config.server(),
                config.username(),
                config.password(),
                config.driver(),
                config.properties(),
                new NodeConfig.Pool(
                        BackgroundServer.PERMITS,
                        pool.acquisitionTimeout(),
                        pool.connectTimeout(),
                        pool.socketTimeout(),
                        pool.validateAfter(),
                        REST));
    }

    // Nobody but Holdfast uses these sessions, so there is nothing of anybody's to reset.
    private static DataSourceSettings unshared(DataSourceSettings settings) {
        return new DataSourceSettings(
                settings.name(),
                settings.dialect(),
                false,
                settings.schemaPerTenant(),
                settings.sessionTimeout(),
                settings.leakTimeout(),
                settings.housekeeper(),
                settings.budget());
    }

    @Override
    public String name() {
        return first.nodes().name();
    }

    @Override
    public String dialect() {
        return first.settings().dialect().name();
    }

    @Override
    public Object server() {
        return server;
    }

    @Override
    public List<TenantDataSource> dataSources() {
        return dataSources;
    }

    @Override
    public <T extends @Nullable Object> T call(Work<T> work) throws SQLException {
        // The server would make its connection part of the caller's transaction.
        boolean apart = source instanceof ServerPool && engine.currentTransaction() != null;
        return apart ? callApart(work) : callHere(work);
    }

    private <T extends @Nullable Object> T callHere(Work<T> work) throws SQLException {
        server.acquire(name(), first.primaryConfig().pool().acquisitionTimeout());
        try {
            if (source instanceof NodePool pool) {
                server.using(pool);
            }
            try {
                return borrowAndRun(work);
            } finally {
                if (source instanceof NodePool pool) {
                    server.used(pool);
                }
            }
        } finally {
            server.release();
        }
    }

    private <T extends @Nullable Object> T borrowAndRun(Work<T> work) throws SQLException {
        Session session = source.borrow(plans);
        try {
            return work.run(session.wrapper());
        } finally {
            source.release(session, session.wrapper());
        }
    }

    private <T extends @Nullable Object> T callApart(Work<T> work) throws SQLException {
        FutureTask<T> task = new FutureTask<>(() -> callHere(work));
        Thread thread = new Thread(task, "holdfast-background");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackgroundFailures.interrupted(name(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Closes what it has opened. */
    public void close() {
        if (source instanceof NodePool) {
            source.close();
        }
    }
}
