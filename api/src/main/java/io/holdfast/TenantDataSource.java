package io.holdfast;

import io.holdfast.error.DataException;
import io.holdfast.tenancy.TenantId;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One logical database as one tenant sees it: a primary, any number of replicas, and the tenant's schema and session
 * variables.
 *
 * <p>Several tenants may share a data source; each has its own {@code TenantDataSource} over the same pools. A data source that
 * stands beside the tenants, or the default one, has none.
 *
 * <p><strong>Threading:</strong> immutable and thread-safe. <strong>Lifecycle:</strong> lives as long as the registry; its pools
 * open at the first use and are closed by the registry, never by the application.
 *
 * @since 0.1
 */
public interface TenantDataSource {

    /**
     * The tenant.
     *
     * @return the tenant, or empty for a data source that belongs to none
     */
    Optional<TenantId> tenant();

    /**
     * The name of the data source, as in {@code holdfast.datasource.<name>}.
     *
     * @return the name; shared by all tenants of the data source
     */
    String name();

    /**
     * The schema (catalog on MySQL and MariaDB) that every connection of this tenant uses.
     *
     * @return the schema, or empty for the database's own default
     */
    Optional<String> schema();

    /**
     * The names of the replicas.
     *
     * @return names in the order of the configuration, possibly empty
     */
    List<String> replicas();

    /**
     * Takes a connection now, in the current unit of work and transaction. Blocks up to the acquisition time-out of each node
     * that is tried: a read goes on to the next one when a replica fails.
     *
     * @param intent what it is for
     * @return a connection that the caller closes; inside a transaction closing it only gives up this handle
     * @throws DataException if no connection is to be had, or if the intent is refused here: a write in a read scope, a second
     *     tenant or data source in one transaction
     */
    Connection acquire(AccessIntent intent);

    /**
     * This data source for code that wants a {@link DataSource}. Its connections are routed lazily, at their first use of the
     * database.
     *
     * @param intent {@link AccessIntent#READ} for a source of reads; {@link AccessIntent#WRITE} for one that follows the
     *     transaction, the read scope and the default intent
     * @return the same object for the same intent
     */
    DataSource asDataSource(AccessIntent intent);
}
