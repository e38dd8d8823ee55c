package io.holdfast.internal.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.holdfast.ReadRequirement;
import io.holdfast.internal.routing.NodeGroup;
import io.holdfast.internal.routing.Router;
import io.holdfast.internal.tenancy.OpenScope;
import io.holdfast.internal.tenancy.UnitOfWork;
import io.holdfast.testsupport.jdbc.StubDriver;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Bytes that a thread allocates per operation; the least of several batches, since compilers and agents allocate too. */
class AllocationTest {

    private static final int BATCHES = 20;
    private static final int OPERATIONS = 5_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Object kept;

    @FunctionalInterface
    private interface Operation {
        void run() throws SQLException;
    }

    @Test
    void aRoutingDecisionAllocatesNothing() throws Exception {
        try (Stage stage = Stage.exclusive(2);
                OpenScope scope = stage.unit()) {
            NodeGroup nodes = stage.acme.nodes();
            UnitOfWork unit = (UnitOfWork) scope.pin();
            UnitOfWork pinned = new UnitOfWork();
            pinned.pin("orders");

            long bytes = bytesPerOperation(() -> {
                kept = Router.read(nodes, ReadRequirement.any(), unit);
                kept = Router.read(nodes, ReadRequirement.any(), pinned);
                kept = Router.read(nodes, ReadRequirement.any(), null);
                kept = Router.read(nodes, ReadRequirement.primary(), unit);
                kept = Router.write(nodes, false);
                kept = Router.explainRead(nodes, ReadRequirement.any(), unit);
            });

            assertThat(bytes).isZero();
            assertThat(kept).isNotNull();
        }
    }

    @Test
    void reportsWhatALazyHandleAddsToTheBarePool() throws Exception {
        try (Stage stage = Stage.exclusive(0);
                OpenScope scope = stage.unit();
                AgroalDataSource bare = bare(stage)) {
            long pool = bytesPerOperation(() -> query(bare.getConnection()));
            long handle = bytesPerOperation(() -> query(stage.lazy()));

            String report = String.format(
                    Locale.ROOT,
                    "bytes per borrow, query and close: bare Agroal %d, through Holdfast %d, difference %d%n",
                    pool,
                    handle,
                    handle - pool);
            Files.writeString(Path.of("target", "allocation.txt"), report);
            System.out.print(report);
            assertThat(handle - pool).isLessThan(1_024);
            assertThat(scope.pin().isPinned()).isTrue();
        }
    }

    private void query(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            kept = result.next();
        }
    }

    private static long bytesPerOperation(Operation operation) throws SQLException {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        // The measurement itself allocates a little per batch on some JDKs; an object per operation is at least 16
        // bytes each.
        return least / OPERATIONS;
    }

    private static AgroalDataSource bare(Stage stage) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(10)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionCache(ConnectionCache.none())
                        .connectionFactoryConfiguration(factory ->
                                factory.jdbcUrl(stage.primary.url()).connectionProviderClass(StubDriver.class))));
    }
}
