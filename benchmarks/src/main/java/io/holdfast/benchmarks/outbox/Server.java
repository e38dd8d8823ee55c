package io.holdfast.benchmarks.outbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.holdfast.testsupport.postgres.PostgresCluster;
import io.holdfast.testsupport.postgres.PostgresNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** One PostgreSQL that keeps what it has committed, and a plain pool for whoever is not Holdfast. */
final class Server implements AutoCloseable {

    static final int CONNECTIONS = 24;
    private static final String DATABASE = "shop";

    private final PostgresCluster cluster;
    private final PostgresNode node;
    private final AgroalDataSource pool;

    private Server(PostgresCluster cluster) throws SQLException {
        this.cluster = cluster;
        this.node = cluster.primary();
        likeInProduction();
        cluster.createDatabase(DATABASE);
        this.pool = pool(url());
        execute("CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL)");
        execute("CREATE TABLE bare_outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " tenant_id text NOT NULL, topic text NOT NULL, payload bytea NOT NULL)");
    }

    static Server start() throws SQLException {
        return new Server(PostgresCluster.builder().start());
    }

    // Test servers forget what they have committed if the machine crashes, which is fast and not what users have.
    private void likeInProduction() throws SQLException {
        set("fsync", "on");
        set("full_page_writes", "on");
        set("shared_buffers", "256MB");
        set("max_wal_size", "4GB");
        node.stop();
        node.start();
    }

    private void set(String name, String value) throws SQLException {
        node.execute("ALTER SYSTEM SET " + name + " = '" + value + "'");
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                .acquisitionTimeout(Duration.ofSeconds(30))
                .connectionFactoryConfiguration(factory ->
                        factory.jdbcUrl(url + "?user=postgres").connectionProviderClass(org.postgresql.Driver.class)));
        return AgroalDataSource.from(supplier.get());
    }

    String url() {
        return node.jdbcUrl(DATABASE);
    }

    AgroalDataSource pool() {
        return pool;
    }

    String query(String sql) throws SQLException {
        return node.query(DATABASE, sql);
    }

    void execute(String sql) throws SQLException {
        node.execute(DATABASE, sql);
    }

    /** So that none of the measurements pays for the pages that an earlier one has changed. */
    void checkpoint() throws SQLException {
        execute("CHECKPOINT");
    }

    /** How many commits a second one client gets: the pace of the disk, or what its cache claims. */
    double commitRate() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(PlainJdbc.INSERT_ORDER)) {
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            long start = System.nanoTime();
            long done = 0;
            for (; System.nanoTime() - end < 0; done++) {
                insert.setString(1, "commit");
                insert.executeUpdate();
            }
            return done * 1e9 / (System.nanoTime() - start);
        }
    }

    @Override
    public void close() {
        pool.close();
        cluster.close();
    }
}
