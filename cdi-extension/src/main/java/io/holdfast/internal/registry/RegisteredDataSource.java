package io.holdfast.internal.registry;

import io.holdfast.AccessIntent;
import io.holdfast.TenantDataSource;
import io.holdfast.error.DataErrors;
import io.holdfast.error.DataException;
import io.holdfast.error.DataFailure;
import io.holdfast.error.FailedCall;
import io.holdfast.internal.datasource.ConnectionEngine;
import io.holdfast.internal.datasource.RoutedDataSource;
import io.holdfast.internal.datasource.TenantTarget;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A tenant's data source in the registry.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class RegisteredDataSource implements TenantDataSource {

    private final TenantTarget target;
    private final ConnectionEngine engine;
    private final List<String> replicas;
    private final DataSource reads;
    private final DataSource byIntent;

    RegisteredDataSource(TenantTarget target, ConnectionEngine engine) {
        this.target = target;
        this.engine = engine;
        NodeGroup nodes = target.nodes();
        this.replicas = IntStream.range(0, nodes.replicaCount())
                .mapToObj(i -> nodes.replica(i).name())
                .toList();
        this.reads = new RoutedDataSource(engine, () -> target, true);
        this.byIntent = new RoutedDataSource(engine, () -> target, false);
    }

    TenantTarget target() {
        return target;
    }

    @Override
    public Optional<TenantId> tenant() {
        return Optional.ofNullable(target.tenant());
    }

    @Override
    public String name() {
        return target.dataSourceName();
    }

    @Override
    public Optional<String> schema() {
        return Optional.ofNullable(target.schema());
    }

    @Override
    public List<String> replicas() {
        return replicas;
    }

    @Override
    public Connection acquire(AccessIntent intent) {
        try {
            return engine.acquire(target, intent);
        } catch (SQLException e) {
            throw unchecked(e);
        }
    }

    @Override
    public DataSource asDataSource(AccessIntent intent) {
        return intent == AccessIntent.READ ? reads : byIntent;
    }

    /** The exception that callers of the registry see. Not around a function of theirs: that is an object per acquisition. */
    static DataException unchecked(SQLException failure) {
        if (failure instanceof DataFailure typed) {
            // The cause is the driver's exception; ours would only say the same twice.
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return new DataException(failure.getMessage(), typed.details(), cause);
        }
        return DataErrors.translate(failure, null, FailedCall.ACQUIRE);
    }

    @Override
    public String toString() {
        return "TenantDataSource[" + (target.tenant() == null ? "" : target.tenant() + " on ") + name() + "]";
    }
}
