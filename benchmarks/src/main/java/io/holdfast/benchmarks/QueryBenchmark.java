package io.holdfast.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One prepared query on the stub driver, from taking the connection to giving it back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueryBenchmark {

    /** The pool alone. */
    @Benchmark
    public int agroal(Connections on) throws SQLException {
        return query(on.pool);
    }

    /** The ideal router in front of the pool. */
    @Benchmark
    public int ideal(Connections on) throws SQLException {
        return query(on.ideal.read(on.tenant, on.request));
    }

    /** What an application injects: the tenant comes from the unit of work, the connection is routed at its first use. */
    @Benchmark
    public int holdfast(Connections on) throws SQLException {
        return query(on.routed);
    }

    /** A connection that is never used. */
    @Benchmark
    public Connection handle(Connections on) throws SQLException {
        Connection connection = on.routed.getConnection();
        connection.close();
        return connection;
    }

    private static int query(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1 from orders where id = ?")) {
            statement.setInt(1, 42);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
