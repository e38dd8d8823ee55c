package io.holdfast.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.holdfast.TenantDataSource;
import io.holdfast.WorkScope;
import io.holdfast.internal.registry.HoldfastRuntime;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One tenant with one replica, so that all kinds borrow from a pool of a single busy connection, and a unit of work that stays
 * open on the measuring thread.
 */
@State(Scope.Thread)
public class Connections {

    final String tenant = Application.tenant(0);
    final IdealRouter.Request request = new IdealRouter.Request();
    AgroalDataSource pool;
    IdealRouter<AgroalDataSource> ideal;
    HoldfastRuntime runtime;
    TenantDataSource tenantDataSource;
    DataSource routed;
    WorkScope scope;
    private AgroalDataSource primary;

    /** Opens both. */
    @Setup
    public void open() throws SQLException {
        pool = Application.barePool();
        primary = Application.barePool();
        ideal = new IdealRouter<>(Map.of(tenant, new IdealRouter.Entry<>(primary, List.of(pool))));
        runtime = Application.holdfast(1, 1);
        tenantDataSource = runtime.registry().forTenant(tenant);
        routed = runtime.dataSource(true);
        scope = runtime.begin(tenant);
    }

    /** Closes both. */
    @TearDown
    public void close() {
        scope.close();
        runtime.close();
        pool.close();
        primary.close();
    }
}
