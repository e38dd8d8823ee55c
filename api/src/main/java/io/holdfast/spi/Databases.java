package io.holdfast.spi;

import io.holdfast.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distinct databases behind the registry, for work that no request waits for: delivery of events, migrations. Provided by Holdfast
 * as a CDI bean.
 *
 * <p>Five hundred tenants in one database are one database here, and five hundred databases on one server share its permits: at most
 * four connections per server are used for background work at a time, and at most four rest.
 *
 * <p><strong>Threading:</strong> thread-safe.
 *
 * @since 0.1
 */
public interface Databases {

    /**
     * All databases.
     *
     * @return an immutable list, in the order of the registry
     */
    List<Database> all();

    /**
     * The database of a data source.
     *
     * @param dataSource a data source of the registry
     * @return its database; the same object for all that share it
     */
    Database of(TenantDataSource dataSource);

    /** One database: its primary. */
    interface Database {

        /**
         * What messages call it: the name of its first data source.
         *
         * @return the name
         */
        String name();

        /**
         * The kind of database, as the configuration names it.
         *
         * @return for instance {@code postgresql}
         */
        String dialect();

        /**
         * What tells database servers apart: databases with equal keys share a server and its permits.
         *
         * @return a key, never to be shown
         */
        Object server();

        /**
         * Who keeps data in it.
         *
         * @return an immutable list
         */
        List<TenantDataSource> dataSources();

        /**
         * Works on a connection to the primary that takes part in no transaction and no unit of work, and has no tenant: autocommit is
         * on, the schema is the login's. Blocks until the server has a permit free and the pool a connection, up to the acquisition
         * time-out. A local transaction that the work leaves open is rolled back.
         *
         * @param work what to do; it does not keep or close the connection
         * @param <T> type of its result
         * @return its result
         * @throws SQLException if no connection is to be had, if the node is a standby, or whatever the work throws
         */
        <T extends @Nullable Object> T call(Work<T> work) throws SQLException;
    }

    /**
     * Something to do on a connection.
     *
     * @param <T> type of its result
     */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {

        /**
         * Does it.
         *
         * @param connection the connection
         * @return the result
         * @throws SQLException if the database says so
         */
        T run(Connection connection) throws SQLException;
    }
}
