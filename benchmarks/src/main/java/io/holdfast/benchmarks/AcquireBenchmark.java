package io.holdfast.benchmarks;

import io.holdfast.AccessIntent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Takes a connection for reading and gives it back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AcquireBenchmark {

    /** The pool alone. */
    @Benchmark
    public Connection agroal(Connections on) throws SQLException {
        return closed(on.pool.getConnection());
    }

    /** The ideal router in front of the pool. */
    @Benchmark
    public Connection ideal(Connections on) throws SQLException {
        return closed(on.ideal.read(on.tenant, on.request).getConnection());
    }

    /** The registry, with data source and pin at hand. */
    @Benchmark
    public Connection holdfast(Connections on) throws SQLException {
        return closed(on.runtime.registry().acquire(on.tenantDataSource, AccessIntent.READ, on.scope.pin()));
    }

    // Returned, or escape analysis would take apart what an application holds in a field or passes on.
    private static Connection closed(Connection connection) throws SQLException {
        connection.close();
        return connection;
    }
}
