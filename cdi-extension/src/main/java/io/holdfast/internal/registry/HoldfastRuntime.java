package io.holdfast.internal.registry;

import io.holdfast.DataSourceRegistry;
import io.holdfast.Holdfast;
import io.holdfast.WorkContext;
import io.holdfast.WorkScope;
import io.holdfast.error.DataException;
import io.holdfast.error.DataSQLException;
import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.PooledDataSource;
import io.holdfast.internal.datasource.RoutedDataSource;
import io.holdfast.internal.datasource.TenantTarget;
import io.holdfast.internal.observability.RouteEvents;
import io.holdfast.internal.tenancy.CapturedWork;
import io.holdfast.internal.tenancy.CurrentWork;
import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.internal.tenancy.WorkFrame;
import io.holdfast.spi.Databases;
import io.holdfast.spi.IntentScopes;
import io.holdfast.spi.RequestUnits;
import io.holdfast.spi.RouteListener;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one application, wired together; needs no container.
 *
 * <p><strong>Threading:</strong> thread-safe. <strong>Lifecycle:</strong> made at boot, opens nothing by itself, closed at shutdown.
 */
public final class HoldfastRuntime implements Holdfast, IntentScopes, RequestUnits, AutoCloseable {

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

    private final CurrentWork work;
    private final RouteEvents events = new RouteEvents();
    private final ConnectionEngine engine;
    private final List<PooledDataSource> dataSources;
    private final FrozenRegistry registry;
    private final DistinctDatabases databases;

    /**
     * Wires an application.
     *
     * @param config its configuration
     * @param request gives the frame of the current request, or null outside one
     * @param transactions the way to the transaction manager
     */
    public HoldfastRuntime(
            HoldfastConfig config, Supplier<@Nullable WorkFrame> request, TransactionBridge transactions) {
        this.work = new CurrentWork(request);
        this.engine = new ConnectionEngine(
                work,
                transactions,
                events,
                new ConnectionEngine.Settings(
                        config.routing().defaultIntent(),
                        config.routing().primaryWhenNoReplica(),
                        HOUSEKEEPING,
                        System::nanoTime));
        RegistryBuilder builder = new RegistryBuilder(config, engine);
        RegistryContent content = builder.build();
        this.dataSources = List.copyOf(builder.dataSources());
        this.registry = new FrozenRegistry(content, config.absentTenant(), config.unknownTenant(), engine, work);
        this.databases = new DistinctDatabases(content.all(), engine);
    }

    /** Lets the way to the transaction manager be found. On the thread that deploys the application. */
    public void prepare() {
        engine.prepare();
    }

    /**
     * The databases behind the registry.
     *
     * @return the databases
     */
    public Databases databases() {
        return databases;
    }

    /**
     * The registry.
     *
     * @return the registry
     */
    public DataSourceRegistry registry() {
        return registry;
    }

    /**
     * The data source that follows the current tenant.
     *
     * @param reading whether its connections are reads
     * @return a data source
     */
    public DataSource dataSource(boolean reading) {
        return new RoutedDataSource(engine, this::currentTarget, reading);
    }

    // A DataSource speaks SQLException; frameworks on top of it catch nothing else.
    private TenantTarget currentTarget() throws SQLException {
        try {
            return registry.current().target();
        } catch (DataException e) {
            throw new DataSQLException(e.getMessage(), e.details(), e.getCause());
        }
    }

    /**
     * What cannot be guaranteed with the databases in use.
     *
     * @return sentences for the log, each with the name of its data source
     */
    public List<String> gaps() {
        return dataSources.stream().flatMap(PooledDataSource::gaps).toList();
    }

    /**
     * Looks up the data sources of the server that nodes name. Opens no connection.
     *
     * @return what is wrong, with its key, one sentence each
     */
    public List<String> nameProblems() {
        return dataSources.stream().flatMap(PooledDataSource::nameProblems).toList();
    }

    /**
     * Registers a listener.
     *
     * @param listener who wants to hear of routes
     */
    public void register(RouteListener listener) {
        events.register(listener);
    }

    @Override
    public WorkScope begin(String tenant) {
        registry.forTenant(tenant);
        return work.open(TenantId.of(tenant));
    }

    @Override
    public WorkScope begin() {
        return work.open(null);
    }

    @Override
    public Optional<TenantId> currentTenant() {
        WorkFrame frame = work.frame();
        return frame == null ? Optional.empty() : Optional.ofNullable(frame.tenant());
    }

    @Override
    public WorkContext capture() {
        return CapturedWork.of(work, engine::settleTransaction);
    }

    @Override
    public WorkContext emptyContext() {
        return CapturedWork.nothing(work, engine::settleTransaction);
    }

    @Override
    public Unit begin(Supplier<Optional<String>> tenant) {
        return work.beginRequest(tenant);
    }

    /**
     * The unit of work of the request that is bound to this thread.
     *
     * @return the unit, or null if the container alone owns the request
     */
    public @Nullable UnitOfWork requestUnit() {
        return work.requestUnit();
    }

    @Override
    public Scope openRead(String place) {
        engine.settleTransaction();
        return work.openRead(place);
    }

    @Override
    public Scope openTransactional(String place, boolean newTransaction) {
        engine.settleTransaction();
        return work.openTransactional(place, newTransaction);
    }

    @Override
    public void close() {
        engine.close();
        databases.close();
        RuntimeException failure = null;
        for (PooledDataSource dataSource : dataSources) {
            try {
                dataSource.close();
            } catch (RuntimeException e) {
                // One that cannot close must not keep the others open.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
